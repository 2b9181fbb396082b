package dev.trine.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `trine demo`: real telemetry of two instrumented services turns up, all three signals linked, and
/// nothing is left behind when it ends, however it ends.
class DemoTest {
    private static final long PATIENCE_SECONDS = 60;

    @TempDir private Path folder;

    @Test
    void showsLinkedSignalsAndLeavesNothingBehind() throws Exception {
        try (TrineServer demo = launch()) {
            demo.awaitReady();
            JsonNode trace = eventually(() -> shopTrace(demo), "a trace through both services");
            String id = trace.get("trace_id").asString();
            eventually(
                    () -> {
                        JsonNode logs = demo.json("/api/logs?trace_id=" + id);
                        return logs.isEmpty() ? null : logs;
                    },
                    "logs of that trace");
            Set<String> types =
                    eventually(
                            () -> {
                                Set<String> found = values(demo.json("/api/metrics"), "type");
                                return found.containsAll(
                                                List.of(
                                                        "gauge",
                                                        "sum",
                                                        "histogram",
                                                        "exponential_histogram"))
                                        ? found
                                        : null;
                            },
                            "all kinds of metrics");
            assertThat(types).contains("sum");
            eventually(() -> exemplar(demo), "an exemplar that names a trace");
            List<ProcessHandle> children = demo.process().descendants().toList();
            assertThat(children).as("the shop runs in processes of its own").isNotEmpty();
            demo.stop();
            assertGone(children);
        }
    }

    @Test
    void childrenNoticeThatTheirParentWasKilled() throws Exception {
        try (TrineServer demo = launch()) {
            demo.awaitReady();
            List<ProcessHandle> children =
                    eventually(
                            () -> {
                                List<ProcessHandle> found = demo.process().descendants().toList();
                                return found.size() >= 2 ? found : null;
                            },
                            "the shop's processes");
            demo.kill();
            assertGone(children);
        }
    }

    private TrineServer launch() throws IOException {
        return TrineServer.launch(
                "demo",
                folder,
                "--frontend.port=" + TrineServer.freePort(),
                "--backend.port=" + TrineServer.freePort());
    }

    private static JsonNode shopTrace(TrineServer demo) throws IOException, InterruptedException {
        for (JsonNode trace : demo.json("/api/traces?limit=100")) {
            if (trace.get("services").size() >= 2) {
                return trace;
            }
        }
        return null;
    }

    private static String exemplar(TrineServer demo) throws IOException, InterruptedException {
        for (JsonNode metric : demo.json("/api/metrics")) {
            if (!metric.get("type").asString().endsWith("histogram")) {
                continue;
            }
            for (JsonNode series :
                    demo.json("/api/metrics/" + metric.get("name").asString()).get("series")) {
                for (JsonNode point : series.get("datapoints")) {
                    JsonNode exemplars = point.get("exemplars");
                    if (exemplars != null
                            && !exemplars.isEmpty()
                            && exemplars.get(0).has("traceId")) {
                        return exemplars.get(0).get("traceId").asString();
                    }
                }
            }
        }
        return null;
    }

    private static Set<String> values(JsonNode rows, String field) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.get(field).asString())
                .collect(Collectors.toSet());
    }

    private static void assertGone(List<ProcessHandle> processes) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (processes.stream().anyMatch(ProcessHandle::isAlive)
                && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(processes.stream().filter(ProcessHandle::isAlive).toList())
                .as("left behind")
                .isEmpty();
    }

    private static <T> T eventually(Callable<T> question, String what) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < deadline) {
            T answer = question.call();
            if (answer != null) {
                return answer;
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new AssertionError(what + ": not within " + PATIENCE_SECONDS + " s");
    }
}
