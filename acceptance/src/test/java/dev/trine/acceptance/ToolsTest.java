package dev.trine.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.acceptance.TrineCommand.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `verify`, `export` and `import` on the folder of a server.
class ToolsTest {
    private static final Path EXAMPLES = Path.of("src/test/resources/otlp/examples");

    @TempDir private Path folder;

    @Test
    void whatIsExportedAndImportedElsewhereIsServedTheSame() throws Exception {
        Path data = folder.resolve("data");
        List<JsonNode> served;
        try (TrineServer server = TrineServer.start(data)) {
            fill(server);
            served = everything(server);
            assertThat(served.getFirst()).hasSize(1);
            Ended inUse = TrineCommand.run("verify", data.toString());
            assertThat(inUse.code()).isEqualTo(1);
            assertThat(inUse.err()).contains("in use by process " + server.process().pid());
            assertThat(export(data, "x").code()).isEqualTo(1);
            server.stop();
        }
        Ended intact = TrineCommand.run("verify", data.toString());
        assertThat(intact.code()).as(intact.out() + intact.err()).isZero();
        assertThat(intact.out()).startsWith("intact: ");

        Path lines = folder.resolve("all.ndjson.zst");
        Ended exported = export(data, lines.toString());
        assertThat(exported.code()).as(exported.err()).isZero();
        Path copy = folder.resolve("copy");
        Ended imported = TrineCommand.run("import", "--data.dir=" + copy, lines.toString());
        assertThat(imported.code()).as(imported.err()).isZero();
        for (Path part : parts(copy)) {
            Ended inspected = TrineCommand.run("inspect-part", part.toString());
            assertThat(inspected.code()).as(inspected.err()).isZero();
            assertThat(inspected.out()).contains("ratio").contains("directory");
        }
        try (TrineServer server = TrineServer.start(copy)) {
            assertThat(everything(server)).isEqualTo(served);
        }
    }

    @Test
    void damageIsToldWithWhatItCosts() throws Exception {
        try (TrineServer server = TrineServer.start(folder)) {
            fill(server);
            server.kill();
        }
        Path log;
        try (var files = Files.list(folder.resolve("wal"))) {
            log = files.sorted().findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(log);
        bytes[100] ^= 1;
        Files.write(log, bytes);
        Ended damaged = TrineCommand.run("verify", folder.toString());
        assertThat(damaged.code()).as(damaged.err()).isEqualTo(3);
        assertThat(damaged.out()).contains("DAMAGED " + log).contains("costs: the batches");
    }

    private static void fill(TrineServer server) throws Exception {
        for (String[] example :
                new String[][] {
                    {"traces", "trace.json"},
                    {"logs", "logs.json"},
                    {"logs", "events.json"},
                    {"metrics", "metrics.json"}
                }) {
            byte[] body = Files.readAllBytes(EXAMPLES.resolve(example[1]));
            assertThat(server.export(example[0], "application/json", body).statusCode())
                    .isEqualTo(200);
        }
    }

    private static List<JsonNode> everything(TrineServer server) throws Exception {
        return List.of(
                server.json("/api/spans"),
                server.json("/api/logs"),
                server.json("/api/metrics/my.counter"),
                server.json("/api/metrics/my.gauge"),
                server.json("/api/metrics/my.histogram"),
                server.json("/api/metrics/my.exponential.histogram"));
    }

    private static Ended export(Path data, String file) throws Exception {
        return TrineCommand.run("export", "--data.dir=" + data, file);
    }

    private static List<Path> parts(Path data) throws Exception {
        try (var files = Files.list(data.resolve("parts"))) {
            List<Path> parts = files.toList();
            assertThat(parts).hasSize(3);
            return parts;
        }
    }
}
