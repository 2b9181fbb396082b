package dev.trine.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that somebody else fills: senders get 503 and are told to come back, readers get their
/// answers, and when there is room again, all goes on by itself. Only root may mount the small disk.
class FullDiskTest {
    private static final int DISK_MIB = 200;

    /// Small ones fit what the log has taken of the disk beforehand.
    private static final String LARGE_LOG =
            """
            {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1760000000000000000",\
            "body":{"stringValue":"%s"}}]}]}]}\
            """
                    .formatted("x".repeat(200_000));

    @TempDir private Path folder;
    private boolean mounted;

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", "-l", folder.toString())).isTrue();
        }
    }

    @Test
    void writesAreRefusedWhileReadsGoOn() throws Exception {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MIB + "m", "tmpfs", folder + "");
        assumeThat(mounted)
                .as("SKIPPED: what happens on a full disk was not tested; mounting needs root")
                .isTrue();
        try (TrineServer server = TrineServer.start(folder.resolve("data"))) {
            assertThat(send(server).statusCode()).isEqualTo(200);
            Path filler = folder.resolve("filler");
            fill(filler);
            HttpResponse<byte[]> refused = send(server);
            for (int attempt = 0; attempt < 100 && refused.statusCode() == 200; attempt++) {
                TimeUnit.MILLISECONDS.sleep(100);
                refused = send(server);
            }
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                    .isPositive();
            int before = server.json("/api/logs").size();
            assertThat(before).isPositive();
            Files.delete(filler);
            HttpResponse<byte[]> taken = send(server);
            for (int attempt = 0; attempt < 300 && taken.statusCode() != 200; attempt++) {
                TimeUnit.MILLISECONDS.sleep(100);
                taken = send(server);
            }
            assertThat(taken.statusCode()).isEqualTo(200);
            assertThat(server.json("/api/logs").size()).isGreaterThan(before);
            server.kill();
        }
    }

    private static HttpResponse<byte[]> send(TrineServer server) throws Exception {
        return server.export("logs", "application/json", LARGE_LOG.getBytes(UTF_8));
    }

    /// Leaves a few MiB.
    private static void fill(Path filler) throws IOException {
        byte[] chunk = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(filler)) {
            for (int written = 0; written < DISK_MIB - 6; written++) {
                out.write(chunk);
            }
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
