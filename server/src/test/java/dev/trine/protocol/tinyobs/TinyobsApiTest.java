package dev.trine.protocol.tinyobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.trine.api.CaseFile;
import dev.trine.ingest.IngestLimits;
import dev.trine.query.exec.QueryLimits;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The API of TinyObs as `cases/*.case` have it, in order, and its limits. What TinyObs got wrong is
/// in there, too: matchers that it passed over, times that it replaced, vectors in a shape of its own.
class TinyobsApiTest {
    private static final QueryLimits SMALL_MEMORY = new QueryLimits(2, 8, 10_000, 400_000);

    private TinyobsServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TinyobsServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @TestFactory
    List<DynamicTest> ingestsAndReads() throws Exception {
        return CaseFile.tests(TinyobsApiTest.class, "ingest-and-read", server::send);
    }

    @TestFactory
    List<DynamicTest> refuses() throws Exception {
        return CaseFile.tests(TinyobsApiTest.class, "refused", server::send);
    }

    @TestFactory
    List<DynamicTest> nothingStored() throws Exception {
        return CaseFile.tests(TinyobsApiTest.class, "empty", server::send);
    }

    @Test
    void takesAThousandSamplesAndNotOneMore() throws Exception {
        HttpResponse<String> answer = server.send("POST", "/ingest", samples(1_000));
        assertThat(answer.body()).isEqualTo("{\"status\":\"success\",\"count\":1000}");
        answer = server.send("POST", "/ingest", samples(1_001));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("too many metrics in request (max 1000)");
    }

    /// Samples of one series, a second apart, the last one now.
    private static String samples(int count) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        "{\"name\":\"m\",\"value\":"
                                + i
                                + ",\"timestamp\":\""
                                + TimeText.of(TinyobsServer.NOW_MS - 1_000L * (count - 1 - i))
                                + "\"}")
                .collect(Collectors.joining(",", "{\"metrics\":[", "]}"));
    }

    @Test
    void lengthsAreBounded() throws Exception {
        assertThat(status(sample("n".repeat(256), "k", "v"))).isEqualTo(200);
        assertThat(status(sample("n".repeat(257), "k", "v"))).isEqualTo(400);
        // 128 characters of two bytes each.
        assertThat(status(sample("é".repeat(128), "k", "v"))).isEqualTo(200);
        assertThat(status(sample("é".repeat(129), "k", "v"))).isEqualTo(400);
        assertThat(status(sample("n", "k".repeat(256), "v"))).isEqualTo(200);
        assertThat(status(sample("n", "k".repeat(257), "v"))).isEqualTo(400);
        assertThat(status(sample("n", "k", "v".repeat(1024)))).isEqualTo(200);
        assertThat(status(sample("n", "k", "v".repeat(1025)))).isEqualTo(400);
        assertThat(status(labels(20))).isEqualTo(200);
        assertThat(status(labels(21))).isEqualTo(400);
    }

    private int status(String body) throws Exception {
        return server.send("POST", "/v1/ingest", body).statusCode();
    }

    private static String sample(String name, String label, String value) {
        return "{\"metrics\":[{\"name\":\"%s\",\"value\":1,\"labels\":{\"%s\":\"%s\"}}]}"
                .formatted(name, label, value);
    }

    private static String labels(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"l" + i + "\":\"v\"")
                .collect(
                        Collectors.joining(
                                ",",
                                "{\"metrics\":[{\"name\":\"n\",\"value\":1,\"labels\":{",
                                "}}]}"));
    }

    @Test
    void wantsToBeToldThatItIsJson() throws Exception {
        for (String type : List.of("", "text/plain", "application/x-www-form-urlencoded")) {
            for (String path : List.of("/ingest", "/v1/import", "/v1/query/execute")) {
                assertThat(server.send("POST", path, "{\"metrics\":[]}", type).statusCode())
                        .as(path + " " + type)
                        .isEqualTo(415);
            }
        }
        assertThat(
                        server.send(
                                        "POST",
                                        "/ingest",
                                        samples(1),
                                        "application/json; charset=utf-8")
                                .statusCode())
                .isEqualTo(200);
    }

    @Test
    void beyondALimitNewSeriesAreRefusedAndKnownOnesGoOn() throws Exception {
        server.close();
        server =
                new TinyobsServer(
                        IngestLimits.DEFAULT.withSeries(4, 2),
                        new QueryLimits(2, 8, 10_000, 64 << 20));
        assertThat(status(series("a", 1, 2))).isEqualTo(200);
        HttpResponse<String> answer = server.send("POST", "/ingest", series("a", 2, 3));
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body())
                .isEqualTo(
                        "{\"status\":\"error\",\"count\":1,\"rejected\":1,\"error\":\"1 rejected: 2"
                                + " series of the metric are in use and no new one is taken\"}");
        assertThat(status(series("b", 1, 2))).isEqualTo(200);
        assertThat(status(series("c", 1))).isEqualTo(429);
        assertThat(status(series("a", 1))).isEqualTo(200);
        assertThat(server.get("/v1/cardinality").body())
                .isEqualTo(
                        "{\"total_series\":4,\"unique_metrics\":3,\"max_series_metric\":\"a\","
                                + "\"max_series_count\":2,\"series_limit\":4,\"per_metric_limit\":2,"
                                + "\"utilization_percent\":100.0}");
        assertThat(server.registry.exposition())
                .contains("trine_ingest_series 4\n")
                .contains("signal=\"metrics\",reason=\"too_many_series\"} 1\n")
                .contains("signal=\"metrics\",reason=\"too_many_series_of_metric\"} 1\n");
        assertThat(server.rejections.latest().getFirst().status()).isEqualTo(429);
    }

    private static String series(String name, int... numbers) {
        return IntStream.of(numbers)
                .mapToObj(i ->
                        "{\"name\":\"%s\",\"value\":1,\"labels\":{\"i\":\"%d\"}}"
                                .formatted(name, i))
                .collect(Collectors.joining(",", "{\"metrics\":[", "]}"));
    }

    @Test
    void whatIsExportedCanBeImported() throws Exception {
        String body =
                "{\"metrics\":[{\"name\":\"a\",\"type\":\"counter\",\"value\":1.5,\"labels\":{\"k\":\"ü,\\\"\"},"
                        + "\"timestamp\":\"2023-11-14T23:00:00.250Z\"},"
                        + "{\"name\":\"a\",\"type\":\"counter\",\"value\":2e300,\"labels\":{\"k\":\"ü,\\\"\"},"
                        + "\"timestamp\":\"2023-11-14T23:01:00Z\"},"
                        + "{\"name\":\"b\",\"value\":\"NaN\",\"timestamp\":\"2023-11-14T23:01:00Z\"},"
                        + "{\"name\":\"b\",\"value\":\"-Inf\",\"timestamp\":\"2023-11-14T23:02:00Z\"}]}";
        assertThat(status(body)).isEqualTo(200);
        String export = server.get("/v1/export").body();
        try (TinyobsServer other = new TinyobsServer()) {
            HttpResponse<String> answer = other.send("POST", "/v1/import", export);
            JsonObject imported = JsonParser.parseString(answer.body()).getAsJsonObject();
            assertThat(imported.get("metrics_imported").getAsInt()).isEqualTo(4);
            assertThat(imported.get("batches_written").getAsInt()).isEqualTo(1);
            assertThat(imported.get("time_range").getAsString())
                    .isEqualTo("2023-11-14T23:00:00.250Z to 2023-11-14T23:02:00.000Z");
            assertThat(imported.getAsJsonArray("errors")).isEmpty();
            assertThat(metrics(other.get("/v1/export").body())).isEqualTo(metrics(export));
        }
        assertThat(metrics(export)).hasSize(4);
    }

    private static JsonArray metrics(String export) {
        return JsonParser.parseString(export).getAsJsonObject().getAsJsonArray("metrics");
    }

    @Test
    void anImportLeavesOutWhatIsFaulty() throws Exception {
        String body =
                "{\"metadata\":{\"version\":\"1.0\"},\"metrics\":[{\"name\":\"\",\"value\":1},"
                        + "{\"name\":\"a\",\"value\":1},{\"name\":\"a\",\"value\":\"x\"}]}";
        JsonObject answer =
                JsonParser.parseString(server.send("POST", "/v1/import", body).body())
                        .getAsJsonObject();
        assertThat(answer.get("metrics_imported").getAsInt()).isEqualTo(1);
        assertThat(answer.get("rejected").getAsInt()).isEqualTo(2);
        assertThat(answer.getAsJsonArray("errors").toString())
                .isEqualTo(
                        "[\"metric at index 0: metric name cannot be empty\",\"metric at index 2:"
                                + " value must be a number\"]");
        assertThat(server.send("POST", "/v1/import", samples(1_501)).statusCode()).isEqualTo(400);
        assertThat(server.send("POST", "/v1/import", "{\"metrics\":[{\"na").statusCode())
                .isEqualTo(400);
    }

    @Test
    void exportsAsCsv() throws Exception {
        String body =
                "{\"metrics\":[{\"name\":\"a\",\"type\":\"gauge\",\"value\":0.5,\"labels\":{\"x\":\"1,2\"},"
                        + "\"timestamp\":\"2023-11-14T23:00:00Z\"},{\"name\":\"b\",\"value\":3,\"labels\":{\"y\":\"say"
                        + " \\\"hi\\\"\"},\"timestamp\":\"2023-11-14T23:00:01Z\"}]}";
        assertThat(status(body)).isEqualTo(200);
        HttpResponse<String> answer = server.get("/v1/export?format=csv");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8");
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=trine-export-2023-11-14T23-13-20.000Z.csv");
        assertThat(answer.body())
                .isEqualTo(
                        """
                        timestamp,name,type,value,x,y
                        2023-11-14T23:00:00.000Z,a,gauge,0.5,"1,2",
                        2023-11-14T23:00:01.000Z,b,,3.0,,"say ""hi\"""
                        """);
    }

    @Test
    void anExportTakesTheMemoryOfOneQueryWhateverItsSize() throws Exception {
        server.close();
        server = new TinyobsServer(IngestLimits.DEFAULT, SMALL_MEMORY);
        for (int i = 0; i < 20; i++) {
            StringBuilder body = new StringBuilder("{\"metrics\":[");
            for (int j = 0; j < 1_000; j++) {
                long timeMs = TinyobsServer.NOW_MS - 1_000L * (20_000 - i * 1_000 - j);
                body.append(j == 0 ? "" : ",").append("{\"name\":\"m\",\"value\":").append(j);
                body.append(",\"timestamp\":\"").append(TimeText.of(timeMs)).append("\"}");
            }
            assertThat(status(body + "]}")).isEqualTo(200);
        }
        assertThat(server.get("/v1/query?metric=m&start=2023-11-14T00:00:00Z").statusCode())
                .isEqualTo(422);
        String export = server.get("/v1/export").body();
        assertThat(metrics(export)).hasSize(20_000);
        assertThat(export).endsWith("\"metric_count\":20000}\n");
    }

    @Test
    void longRangesAreThinned() throws Exception {
        assertThat(status(samples(1_000))).isEqualTo(200);
        JsonObject all = range("maxPoints=1000");
        assertThat(all.get("resolution").getAsString()).isEqualTo("raw");
        assertThat(all.getAsJsonArray("points")).hasSize(1_000);
        // An hour in at most 150 points: half a minute each.
        JsonObject thinned = range("maxPoints=150");
        assertThat(thinned.get("resolution").getAsString()).isEqualTo("30s");
        JsonObject point = thinned.getAsJsonArray("points").get(1).getAsJsonObject();
        // The first sample is at 22:56:41, the first whole half minute is 22:57:00 to 22:57:29.
        assertThat(point.toString())
                .isEqualTo(
                        "{\"t\":1700002620000,\"v\":33.5,\"min\":19.0,\"max\":48.0,\"count\":30}");
    }

    private JsonObject range(String parameters) throws Exception {
        HttpResponse<String> answer = server.get("/v1/query/range?metric=m&" + parameters);
        return JsonParser.parseString(answer.body())
                .getAsJsonObject()
                .getAsJsonArray("data")
                .get(0)
                .getAsJsonObject();
    }
}
