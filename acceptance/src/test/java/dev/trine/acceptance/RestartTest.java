package dev.trine.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The official OTLP examples come back as they went in: at once, after a kill, and after a clean
/// stop, when they have moved from the log to part files.
class RestartTest {
    private static final Path EXAMPLES = Path.of("src/test/resources/otlp/examples");

    @TempDir private Path folder;

    @Test
    void theOfficialExamplesSurviveKillAndStop() throws Exception {
        List<JsonNode> first;
        try (TrineServer server = TrineServer.start(folder)) {
            export(server, "traces", "trace.json");
            export(server, "logs", "logs.json");
            export(server, "logs", "events.json");
            export(server, "metrics", "metrics.json");
            first = everything(server);
            checkSpan(first.get(0));
            checkLog(first.get(1));
            server.kill();
        }
        try (TrineServer server = TrineServer.start(folder)) {
            assertThat(everything(server)).isEqualTo(first);
            assertThat(server.stop()).as("exit code after SIGTERM").isIn(0, 143);
        }
        try (TrineServer server = TrineServer.start(folder)) {
            assertThat(everything(server)).isEqualTo(first);
        }
    }

    private static void export(TrineServer server, String signal, String file) throws Exception {
        byte[] body = Files.readAllBytes(EXAMPLES.resolve(file));
        assertThat(server.export(signal, "application/json", body).statusCode())
                .as(file)
                .isEqualTo(200);
    }

    private static List<JsonNode> everything(TrineServer server) throws Exception {
        return List.of(
                server.json("/api/spans"),
                server.json("/api/logs"),
                server.json("/api/metrics"),
                server.json("/api/metrics/my.counter"),
                server.json("/api/metrics/my.gauge"),
                server.json("/api/metrics/my.histogram"),
                server.json("/api/metrics/my.exponential.histogram"),
                server.json("/api/traces/5b8efff798038103d269b633813fc60c"));
    }

    /// Against `trace.json`, read by eye.
    private static void checkSpan(JsonNode spans) {
        assertThat(spans).hasSize(1);
        JsonNode span = spans.get(0);
        assertThat(span.get("traceId").asString()).isEqualTo("5b8efff798038103d269b633813fc60c");
        assertThat(span.get("spanId").asString()).isEqualTo("eee19b7ec3c1b174");
        assertThat(span.get("parentSpanId").asString()).isEqualTo("eee19b7ec3c1b173");
        assertThat(span.get("name").asString()).isEqualTo("I'm a server span");
        assertThat(span.get("kind").asInt()).isEqualTo(2);
        assertThat(span.get("startTimeUnixNano").asString()).isEqualTo("1544712660000000000");
        assertThat(span.get("serviceName").asString()).isEqualTo("my.service");
        assertThat(span.get("attributes").get(0).get("key").asString()).isEqualTo("my.span.attr");
    }

    /// Against `logs.json` and `events.json`, read by eye: one record of each kind at least.
    private static void checkLog(JsonNode logs) {
        assertThat(logs.size()).isGreaterThanOrEqualTo(2);
        boolean typed = false;
        for (JsonNode log : logs) {
            if (log.get("body").has("stringValue")
                    && log.get("body").get("stringValue").asString().equals("Example log record")) {
                typed = true;
                assertThat(log.get("severityNumber").asInt()).isEqualTo(10);
                assertThat(log.get("severityText").asString()).isEqualTo("Information");
                assertThat(log.get("traceId").asString())
                        .isEqualTo("5b8efff798038103d269b633813fc60c");
                assertThat(log.get("attributes")).hasSize(6);
            }
        }
        assertThat(typed).as("the example record is among them").isTrue();
    }
}
