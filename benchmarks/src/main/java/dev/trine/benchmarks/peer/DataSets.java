package dev.trine.benchmarks.peer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The data that every server gets.
final class DataSets {
    private static final long STEP_MS = 15_000;
    private static final List<String> REGIONS =
            List.of("eu-west-1", "eu-central-1", "us-east-1", "ap-south-1");
    private static final List<String> MODES =
            List.of("user", "system", "idle", "iowait", "irq", "softirq", "steal", "nice");
    private static final List<String> BOUNDS =
            List.of("0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "+Inf");

    private DataSets() {}

    /// Hosts with 100 series each: counters of processors and requests, a latency histogram, gauges.
    static DataSet hosts(int hosts, int steps) {
        Builder series = new Builder();
        for (int host = 0; host < hosts; host++) {
            series.host = host;
            for (int cpu = 0; cpu < 4; cpu++) {
                for (String mode : MODES) {
                    series.add(
                            ValueShape.DECIMAL_COUNTER,
                            "node_cpu_seconds_total",
                            Map.of("cpu", Integer.toString(cpu), "mode", mode));
                }
            }
            for (int path = 0; path < 8; path++) {
                for (String code : List.of("200", "404", "500")) {
                    series.add(
                            ValueShape.INTEGER_COUNTER,
                            "http_requests_total",
                            Map.of("path", "/api/v1/thing/" + path, "code", code));
                }
            }
            for (String bound : BOUNDS) {
                series.add(
                        ValueShape.INTEGER_COUNTER,
                        "http_request_duration_seconds_bucket",
                        Map.of("le", bound));
            }
            series.add(ValueShape.DECIMAL_COUNTER, "http_request_duration_seconds_sum", Map.of());
            series.add(ValueShape.INTEGER_COUNTER, "http_request_duration_seconds_count", Map.of());
            gauges(series);
        }
        return new DataSet("hosts", series.all, steps, STEP_MS, false);
    }

    private static void gauges(Builder series) {
        series.add(ValueShape.BYTE_GAUGE, "node_memory_used_bytes", Map.of());
        series.add(ValueShape.CONSTANT, "node_memory_total_bytes", Map.of());
        for (int i = 0; i < 8; i++) {
            Map<String, String> device = Map.of("device", "sd" + (char) ('a' + i / 2));
            String what = i % 2 == 0 ? "node_disk_free_bytes" : "node_disk_size_bytes";
            series.add(i % 2 == 0 ? ValueShape.BYTE_GAUGE : ValueShape.CONSTANT, what, device);
        }
        for (String direction : List.of("receive", "transmit")) {
            for (String device : List.of("eth0", "eth1")) {
                series.add(
                        ValueShape.INTEGER_COUNTER,
                        "node_network_bytes_total",
                        Map.of("device", device, "direction", direction));
            }
        }
        for (String load : List.of("node_load1", "node_load5", "node_load15")) {
            series.add(ValueShape.DECIMAL_GAUGE, load, Map.of());
        }
        for (int sensor = 0; sensor < 14; sensor++) {
            series.add(
                    ValueShape.DECIMAL_GAUGE,
                    "node_temperature_celsius",
                    Map.of("sensor", String.format(Locale.ROOT, "core-%d", sensor)));
        }
        series.add(ValueShape.CONSTANT, "up", Map.of());
    }

    /// 50 series of one shape, a day of them, times trembling.
    static DataSet shape(ValueShape shape) {
        Builder series = new Builder();
        for (int i = 0; i < 50; i++) {
            series.host = i;
            series.add(shape, shape.name().toLowerCase(Locale.ROOT), Map.of());
        }
        return new DataSet(shape.name().toLowerCase(Locale.ROOT), series.all, 5_760, STEP_MS, true);
    }

    /// 10,000 counters of one metric, in ten shards.
    static DataSet wide(int steps) {
        Builder series = new Builder();
        for (int i = 0; i < 10_000; i++) {
            series.host = i / 100;
            series.add(
                    ValueShape.INTEGER_COUNTER,
                    "requests_total",
                    Map.of(
                            "shard", Integer.toString(i % 10),
                            "zone", "zone-" + i / 10 % 20,
                            "worker", Integer.toString(i)));
        }
        return new DataSet("wide", series.all, steps, STEP_MS, false);
    }

    /// 1,000 histograms of ten buckets.
    static DataSet buckets(int steps) {
        Builder series = new Builder();
        for (int i = 0; i < 1_000; i++) {
            series.host = i / 10;
            for (String bound : BOUNDS) {
                series.add(
                        ValueShape.INTEGER_COUNTER,
                        "latency_seconds_bucket",
                        Map.of("route", "route-" + i, "le", bound));
            }
        }
        return new DataSet("buckets", series.all, steps, STEP_MS, false);
    }

    /// Many series of two samples each, 100,000 a metric: Trine takes no more of one by default.
    static DataSet many(String metrics, int count) {
        Builder series = new Builder();
        for (int i = 0; i < count; i++) {
            series.host = i % 1_000;
            series.add(
                    ValueShape.CONSTANT,
                    metrics + "_" + i / 100_000,
                    Map.of(
                            "path", "/api/v" + i % 3 + "/item/" + i,
                            "group", "group-" + i % 997));
        }
        return new DataSet(metrics, series.all, 2, STEP_MS, false);
    }

    /// Gathers the series of a data set.
    private static final class Builder {
        private final List<SentSeries> all = new ArrayList<>();
        private int host;

        void add(ValueShape shape, String metric, Map<String, String> more) {
            Map<String, String> labels = new LinkedHashMap<>(more);
            labels.put("__name__", metric);
            labels.put("host", "host-" + host);
            labels.put("instance", "10.0." + host / 250 + "." + host % 250 + ":9100");
            labels.put("job", "node");
            labels.put("region", REGIONS.get(host % REGIONS.size()));
            all.add(new SentSeries(labels, shape, 31L * all.size() + metric.hashCode()));
        }
    }
}
