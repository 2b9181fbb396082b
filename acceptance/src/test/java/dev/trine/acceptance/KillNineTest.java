package dev.trine.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SIGKILL at random moments under load, many times over the same data folder: no acknowledged item
/// is lost, none appears that was never sent, none appears twice, and the server always starts.
class KillNineTest {
    private static final int ROUNDS = Integer.getInteger("trine.kills", 50);
    private static final int MAX_LOAD_MS = 700;
    private static final List<String> SIGNALS = List.of("traces", "logs", "metrics");
    private static final long EPOCH_NANOS = 1_793_491_200_000_000_000L; // 2026-11-01T00:00:00Z

    @TempDir private Path folder;

    @Test
    void nothingAcknowledgedIsLost() throws Exception {
        long seed = Long.getLong("trine.seed", System.nanoTime());
        Random random = new Random(seed);
        List<LedgerWriter> all = new ArrayList<>();
        List<LedgerWriter> last = List.of();
        for (int round = 0; round < ROUNDS; round++) {
            try (TrineServer server = TrineServer.start(folder)) {
                for (LedgerWriter writer : last) {
                    writer.judge(server);
                }
                last = loadThenKill(server, round, random);
                all.addAll(last);
            }
        }
        long acknowledged = 0;
        try (TrineServer server = TrineServer.start(folder)) {
            for (LedgerWriter writer : all) {
                writer.judge(server);
                acknowledged += writer.ledger().acknowledged();
            }
        }
        assertThat(acknowledged).as("acknowledged under load, seed " + seed).isGreaterThan(ROUNDS);
    }

    private static List<LedgerWriter> loadThenKill(TrineServer server, int round, Random random)
            throws InterruptedException {
        long roundNanos = EPOCH_NANOS + TimeUnit.MINUTES.toNanos(round);
        List<LedgerWriter> writers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (String signal : SIGNALS) {
            for (int client = 0; client < 2; client++) {
                String name = signal + "-" + client;
                LedgerWriter writer =
                        new LedgerWriter(server, signal, name, roundNanos, random.nextLong());
                writers.add(writer);
                threads.add(Thread.ofPlatform().name(name).start(writer));
            }
        }
        TimeUnit.MILLISECONDS.sleep(random.nextInt(MAX_LOAD_MS));
        server.kill();
        for (Thread thread : threads) {
            thread.join();
        }
        return writers;
    }
}
