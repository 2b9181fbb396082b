package dev.trine.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Paging from the newest row to the oldest gives every row that was there at the beginning exactly
/// once, in order, while newer and older rows arrive and the heads are sealed.
class PagingTest {
    private static final long FIRST = 1_700_000_000_000_000_000L;
    private static final int BATCHES = 12;
    private static final int BATCH_ROWS = 40;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private int number;

    @Test
    void logsThatShareTheirTimesAndEvenAllElse() throws Exception {
        check(
                "/api/logs?limit=7",
                "logs.textproto",
                this::logs,
                record ->
                        record.get("timeUnixNano").getAsString()
                                + record.getAsJsonObject("body").get("stringValue").getAsString());
    }

    @Test
    void spansThatShareTheirTimes() throws Exception {
        check(
                "/api/spans?limit=9",
                "traces.textproto",
                this::spans,
                span -> span.get("traceId").getAsString() + span.get("spanId").getAsString());
    }

    @Test
    void traces() throws Exception {
        check(
                "/api/traces?limit=5",
                "traces.textproto",
                this::spans,
                trace -> trace.get("trace_id").getAsString());
    }

    @Test
    void tracesByDuration() throws Exception {
        check(
                "/api/traces?limit=5&minDuration=1ns",
                "traces.textproto",
                this::spans,
                trace -> trace.get("trace_id").getAsString());
    }

    private interface Request {
        /// A request with rows at random times below `FIRST + spread`.
        String make(int spread);
    }

    private void check(
            String path, String kind, Request request, Function<JsonObject, String> identity)
            throws Exception {
        try (ApiServer server = new ApiServer(ApiServer.LIMITS)) {
            for (int i = 0; i < BATCHES; i++) {
                server.append(kind, request.make(50));
            }
            Map<String, Integer> before = new HashMap<>();
            page(
                    server,
                    path.replaceAll("limit=\\d+", "limit=1000"),
                    Optional.empty(),
                    item -> {
                        before.merge(identity.apply(item), 1, Integer::sum);
                    });
            Map<String, Integer> seen = new HashMap<>();
            Optional<String> cursor = Optional.empty();
            do {
                cursor =
                        page(
                                server,
                                path,
                                cursor,
                                item -> {
                                    seen.merge(identity.apply(item), 1, Integer::sum);
                                });
                if (number < 3_000) {
                    server.append(kind, request.make(100));
                    server.storage.flush();
                }
            } while (cursor.isPresent());
            for (Map.Entry<String, Integer> one : before.entrySet()) {
                assertThat(seen.get(one.getKey()))
                        .as("seed %d, row %s", seed, one.getKey())
                        .isNotNull()
                        .isGreaterThanOrEqualTo(one.getValue());
            }
            List<String> repeated = new ArrayList<>();
            seen.forEach((row, count) -> {
                if (count > before.getOrDefault(row, count)) {
                    repeated.add(row);
                }
            });
            assertThat(repeated).as("seed %d", seed).isEmpty();
        }
    }

    private static Optional<String> page(
            ApiServer server,
            String path,
            Optional<String> cursor,
            java.util.function.Consumer<JsonObject> each)
            throws Exception {
        HttpResponse<String> answer =
                server.get(path + cursor.map(text -> "&cursor=" + text).orElse(""));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        for (JsonElement item : JsonParser.parseString(answer.body()).getAsJsonArray()) {
            each.accept(item.getAsJsonObject());
        }
        return answer.headers().firstValue("Trine-Next-Cursor");
    }

    private String logs(int spread) {
        StringBuilder records = new StringBuilder();
        for (int i = 0; i < BATCH_ROWS; i++) {
            // Bodies of the first batches repeat; later ones are new, to be told apart.
            boolean first = number < BATCHES * BATCH_ROWS;
            String body = first ? "same " + number % 3 : "new " + number;
            number++;
            records.append(
                    "log_records { time_unix_nano: %d body { string_value: \"%s\" } } "
                            .formatted(FIRST + random.nextInt(spread), body));
        }
        return "resource_logs { scope_logs { " + records + " } }";
    }

    private String spans(int spread) {
        StringBuilder spans = new StringBuilder();
        for (int i = 0; i < BATCH_ROWS; i++) {
            // Two spans a trace, in the same request: a trace that gains a span moves to the front.
            int pair = number++ / 2;
            String trace = "\\x%02x\\x%02x".formatted(pair >> 8 & 255, pair & 255);
            long start = FIRST + random.nextInt(spread);
            spans.append(
                    ("spans { trace_id: \"%s12345678901234\" span_id: \"\\x%02x\\x%02x123456\""
                                    + " start_time_unix_nano: %d end_time_unix_nano: %d } ")
                            .formatted(trace, number >> 8 & 255, number & 255, start, start + 5));
        }
        return "resource_spans { scope_spans { " + spans + " } }";
    }
}
