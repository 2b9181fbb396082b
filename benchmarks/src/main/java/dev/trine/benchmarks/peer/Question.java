package dev.trine.benchmarks.peer;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// One question that every server is asked.
///
/// @param path with the parameters
record Question(String name, String path) {
    private static final int MINUTE = 60;
    private static final int HOUR = 3_600;

    /// The questions about the data sets that end at a time.
    static List<Question> all(long endMs) {
        Asked asked = new Asked(endMs / 1000);
        asked.range("one series, 1 h", "node_load1{host=\"host-17\"}", HOUR, 15);
        asked.range("one series, 24 h", "decimal_gauge{host=\"host-17\"}", 24 * HOUR, MINUTE);
        asked.range(
                "max of 8 hosts by hour, 4 h",
                "max by (host) (max_over_time(node_load1{host=~\"host-(1|2|3|4|5|6|7|8)\"}[1h]))",
                4 * HOUR,
                HOUR);
        asked.range(
                "avg of all hosts by host and hour, 4 h",
                "avg by (host, region) (avg_over_time(node_temperature_celsius[1h]))",
                4 * HOUR,
                HOUR);
        asked.range(
                "sum of rates by region, 2,400 series, 1 h",
                "sum by (region) (rate(http_requests_total[5m]))",
                HOUR,
                MINUTE);
        asked.range(
                "sum of rates by zone, 1,000 series, 30 min",
                "sum by (zone) (rate(requests_total{shard=\"3\"}[5m]))",
                HOUR / 2,
                15);
        asked.range(
                "sum of rates by zone, 10,000 series, 30 min",
                "sum by (zone) (rate(requests_total[5m]))",
                HOUR / 2,
                15);
        asked.instant("topk of rates, 10,000 series", "topk(10, rate(requests_total[5m]))");
        asked.instant(
                "topk of sums", "topk(5, sum by (host) (rate(node_network_bytes_total[5m])))");
        asked.range(
                "histogram_quantile by region, 1,000 buckets, 1 h",
                "histogram_quantile(0.99, sum by (le, region)"
                        + " (rate(http_request_duration_seconds_bucket[5m])))",
                HOUR,
                MINUTE);
        asked.range(
                "histogram_quantile, 10,000 buckets, 30 min",
                "histogram_quantile(0.99, sum by (le) (rate(latency_seconds_bucket[5m])))",
                HOUR / 2,
                15);
        asked.instant(
                "histogram_quantile of each of 1,000",
                "histogram_quantile(0.99, rate(latency_seconds_bucket[5m]))");
        asked.instant(
                "regex over all series", "count({__name__=~\"node_.+\",host=~\"host-.*[37]\"})");
        asked.instant("regex over 100,000 series", "count(many_0{path=~\"/api/v1/item/.*7.*\"})");
        asked.range(
                "join of all hosts, 4 h",
                "node_memory_used_bytes / on (host) node_memory_total_bytes",
                4 * HOUR,
                MINUTE);
        asked.range(
                "quantile_over_time, 1,400 series, 1 h",
                "quantile by (region) (0.5, quantile_over_time(0.9,"
                        + " node_temperature_celsius[10m]))",
                HOUR,
                MINUTE);
        asked.instant(
                "subquery, 1,000 series",
                "max_over_time(sum(rate(requests_total{shard=\"3\"}[5m]))[20m:15s])");
        asked.get(
                "values of a label",
                "/api/v1/label/group/values?match[]={__name__=~\"churn_.*\"}&");
        return asked.questions;
    }

    /// Gathers questions.
    private static final class Asked {
        private final List<Question> questions = new ArrayList<>();
        private final long end;

        Asked(long end) {
            this.end = end;
        }

        void range(String name, String query, int lengthSeconds, int stepSeconds) {
            questions.add(
                    new Question(
                            name,
                            "/api/v1/query_range?query="
                                    + encoded(query)
                                    + "&start="
                                    + (end - lengthSeconds)
                                    + "&end="
                                    + end
                                    + "&step="
                                    + stepSeconds));
        }

        void instant(String name, String query) {
            questions.add(
                    new Question(name, "/api/v1/query?query=" + encoded(query) + "&time=" + end));
        }

        void get(String name, String path) {
            String encoded =
                    path.replace("[]={", "%5B%5D=%7B").replace("}", "%7D").replace("\"", "%22");
            questions.add(new Question(name, encoded + "start=" + (end - HOUR) + "&end=" + end));
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }
}
