package dev.trine.protocol.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.ingest.BatchMemory;
import dev.trine.ingest.IngestLimits;
import dev.trine.ingest.RejectionLog;
import dev.trine.model.LogBatch;
import dev.trine.model.Signal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class OtlpEndpointsTest {
    private static final String LOG =
            "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":{\"stringValue\":\"x\"}}]}]}]}";

    private final HttpClient client = HttpClient.newHttpClient();

    private HttpResponse<String> post(OtlpServer server, String path, String type, String body)
            throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.url(path)))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String metric(String name) {
        return "{\"name\":\""
                + name
                + "\",\"gauge\":{\"dataPoints\":["
                + "{\"timeUnixNano\":\"1795180000000000000\",\"asInt\":\"1\"},"
                + "{\"timeUnixNano\":\"1795180000000000001\",\"asInt\":\"2\"}]}}";
    }

    private static String metrics(String... names) {
        StringBuilder all = new StringBuilder();
        for (String name : names) {
            all.append(all.isEmpty() ? "" : ",").append(metric(name));
        }
        return "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[" + all + "]}]}]}";
    }

    @Test
    void toleratesADoubledPath() throws Exception {
        try (OtlpServer server = new OtlpServer()) {
            assertThat(post(server, "/v1/logs/v1/logs", "application/json", LOG).statusCode())
                    .isEqualTo(200);
            assertThat(post(server, "/v1/logs/v1/traces", "application/json", LOG).statusCode())
                    .isEqualTo(404);
            assertThat(server.ingest.accepted(Signal.LOGS)).isEqualTo(1);
        }
    }

    @Test
    void saysThatItHasNoProfiles() throws Exception {
        try (OtlpServer server = new OtlpServer()) {
            HttpResponse<String> answer =
                    post(server, "/v1development/profiles", "application/json", "{}");
            assertThat(answer.statusCode()).isEqualTo(501);
            assertThat(answer.body())
                    .isEqualTo(
                            "{\"code\":12,\"message\":\"Trine stores no profiles: send traces, logs"
                                    + " and metrics\"}");
        }
    }

    @Test
    void refusesOnlyPointsOfOneNameTooMany() throws Exception {
        try (OtlpServer server = new OtlpServer(IngestLimits.DEFAULT.withMetricNames(2))) {
            assertThat(post(server, "/v1/metrics", "application/json", metrics("a", "b")).body())
                    .isEqualTo("{}");
            HttpResponse<String> partial =
                    post(server, "/v1/metrics", "application/json", metrics("c", "a", "d", "b"));
            assertThat(partial.statusCode()).isEqualTo(200);
            assertThat(partial.body())
                    .isEqualTo(
                            "{\"partialSuccess\":{\"rejectedDataPoints\":\"4\",\"errorMessage\":\"4"
                                    + " rejected: 2 metric names are in use and no new one is"
                                    + " taken\"}}");
            assertThat(server.ingest.accepted(Signal.METRICS)).isEqualTo(8);
            assertThat(server.ingest.rejected(Signal.METRICS)).isEqualTo(4);
            assertThat(server.registry.exposition())
                    .contains("trine_ingest_metric_names 2\n")
                    .contains(
                            "trine_ingest_rejected_rows_total{signal=\"metrics\",reason=\"too_many_metric_names\"}"
                                    + " 4\n");
        }
    }

    @Test
    void refusesWhatIsOlderThanDataIsKept() throws Exception {
        // The clock stands at 1795180000 s; the first point is an hour and a nanosecond older.
        String points =
                "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"name\":\"m\",\"gauge\":{\"dataPoints\":["
                        + "{\"timeUnixNano\":\"1795176399999999999\",\"asInt\":\"1\"},"
                        + "{\"timeUnixNano\":\"1795176400000000000\",\"asInt\":\"2\"}]}}]}]}]}";
        String logs =
                "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":\"1\"},{}]}]}]}";
        String spans =
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"5b8efff798038103d269b633813fc60c\","
                        + "\"spanId\":\"eee19b7ec3c1b174\",\"startTimeUnixNano\":\"1\",\"endTimeUnixNano\":\"1795180000000000000\"}]}]}]}";
        try (OtlpServer server =
                new OtlpServer(IngestLimits.DEFAULT.withAge(Optional.of(Duration.ofHours(1))))) {
            assertThat(post(server, "/v1/metrics", "application/json", points).body())
                    .contains("\"1 rejected: older than data is kept\"");
            assertThat(post(server, "/v1/logs", "application/json", logs).body())
                    .contains("\"rejectedLogRecords\":\"1\"");
            assertThat(post(server, "/v1/traces", "application/json", spans).body())
                    .isEqualTo("{}");
            for (Signal signal : Signal.values()) {
                assertThat(server.ingest.accepted(signal)).as(signal.label()).isEqualTo(1);
            }
        }
    }

    @Test
    void tellsSendersToComeBackWhoseTurnDoesNotCome() throws Exception {
        BatchMemory memory = new BatchMemory(1 << 20);
        LogBatch everything = new LogBatch(100_000);
        try (OtlpServer server = new OtlpServer(IngestLimits.DEFAULT, memory, 1, 50);
                BatchMemory.Share all = memory.take(everything);
                ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(all).isNotNull();
            List<Future<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(
                        senders.submit(() -> post(server, "/v1/logs", "application/json", "{}")));
            }
            List<String> bodies = new ArrayList<>();
            for (Future<HttpResponse<String>> answer : answers) {
                assertThat(answer.get().statusCode()).isEqualTo(503);
                assertThat(answer.get().headers().firstValue("Retry-After")).isPresent();
                bodies.add(answer.get().body());
            }
            // One waits for memory, a second long; the others wait for that one.
            assertThat(bodies).filteredOn(body -> body.contains("50 ms to be read")).isNotEmpty();
        }
    }

    @Test
    void remembersWhyItRefused() throws Exception {
        try (OtlpServer server = new OtlpServer()) {
            post(server, "/v1/logs", "text/plain", "x");
            post(server, "/v1/traces", "application/json", "{\"resourceSpans\":");
            post(server, "/v1/traces", "application/json", "{\"resourceSpans\":[");
            assertThat(server.rejections.latest())
                    .extracting(
                            RejectionLog.Entry::signal,
                            RejectionLog.Entry::status,
                            RejectionLog.Entry::count)
                    .contains(
                            org.assertj.core.groups.Tuple.tuple(Optional.of(Signal.LOGS), 415, 1L));
            RejectionLog.Entry wrongType = server.rejections.latest().getLast();
            assertThat(wrongType.reason()).startsWith("Content-Type text/plain is not OTLP");
            assertThat(wrongType.fix()).contains("OTEL_EXPORTER_OTLP_PROTOCOL");
        }
    }
}
