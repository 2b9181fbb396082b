package dev.trine.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.trine.query.exec.QueryLimits;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/// What happens to requests that ask for too much.
class QueryLimitsTest {
    private static final OpenApiDocument DOCUMENT = document();

    @Test
    void aQueryOverItsMemoryIsRefusedWithWhatHelps() throws Exception {
        try (ApiServer server = new ApiServer(new QueryLimits(1, 1, 10_000, 40 << 10))) {
            server.load("shop.traces.textproto");
            HttpResponse<String> answer = server.get("/api/traces/histogram");
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains("narrow the time range");
            assertThat(DOCUMENT.violation("GET", "/api/traces/histogram", 422, answer.body()))
                    .isEmpty();
        }
    }

    @Test
    void aQueryPastItsDeadlineIsStopped() throws Exception {
        try (ApiServer server = new ApiServer(new QueryLimits(1, 1, 1, 64 << 20))) {
            String request =
                    "resource_logs { scope_logs { log_records { time_unix_nano: 7 body {"
                            + " string_value: \""
                            + "word ".repeat(2_000)
                            + "\" } } } }";
            for (int i = 0; i < 2_000; i++) {
                server.append("logs.textproto", request);
            }
            HttpResponse<String> answer = server.get("/api/logs?text=nowhere");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("the query was stopped after");
        }
    }

    @Test
    void moreSpansThanATraceHandsOutAreCutAndSaidToBe() throws Exception {
        try (ApiServer server = new ApiServer(new QueryLimits(1, 1, 30_000, 256 << 20))) {
            for (int batch = 0; batch < 11; batch++) {
                StringBuilder spans = new StringBuilder();
                for (int i = 0; i < 5_000; i++) {
                    int number = 1 + batch * 5_000 + i;
                    // The later a span is sent, the earlier it starts.
                    spans.append(
                            ("spans { trace_id: \"0123456789abcdef\" span_id: \"12345\\%03o\\%03o\\%03o\""
                                            + " start_time_unix_nano: %d } ")
                                    .formatted(
                                            number >> 16,
                                            number >> 8 & 255,
                                            number & 255,
                                            1_000_000 - number));
                }
                server.append(
                        "traces.textproto", "resource_spans { scope_spans { " + spans + " } }");
            }
            String path = "/api/traces/30313233343536373839616263646566";
            HttpResponse<String> answer = server.get(path);
            assertThat(answer.statusCode()).isEqualTo(200);
            JsonObject trace = JsonParser.parseString(answer.body()).getAsJsonObject();
            assertThat(trace.get("span_count").getAsInt()).isEqualTo(55_000);
            assertThat(trace.get("truncated").getAsBoolean()).isTrue();
            assertThat(trace.getAsJsonArray("spans").size()).isEqualTo(50_000);
            assertThat(start(trace, 0)).isEqualTo(1_000_000 - 55_000);
            assertThat(start(trace, 49_999)).isEqualTo(1_000_000 - 5_001);
        }
    }

    private static long start(JsonObject trace, int span) {
        return trace.getAsJsonArray("spans")
                .get(span)
                .getAsJsonObject()
                .get("startTimeUnixNano")
                .getAsLong();
    }

    private static OpenApiDocument document() {
        try {
            return new OpenApiDocument();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
