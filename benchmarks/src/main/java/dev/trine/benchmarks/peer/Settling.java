package dev.trine.benchmarks.peer;

import dev.trine.benchmarks.load.ProcessUsage;
import dev.trine.benchmarks.load.SystemClock;
import dev.trine.self.MetricRegistry;
import dev.trine.storage.Storage;
import dev.trine.storage.StorageOpenException;
import dev.trine.storage.StorageOptions;
import dev.trine.storage.StorageUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Brings what a server stores into the form in which it is kept for long, as the server would by
/// itself in some time, and says how many bytes that takes. The server is stopped by that.
final class Settling {
    private static final long QUIET_NANOS = 1_500_000_000L;
    private static final long MOST_NANOS = 20_000_000_000L;

    private Settling() {}

    static long bytes(Product product, ProductProcess server, Path folder)
            throws IOException, InterruptedException {
        return switch (product) {
            case Product.Trine _ -> {
                server.stop();
                seal(folder);
                yield ProcessUsage.diskBytes(folder);
            }
            case Product.Prometheus _ -> {
                server.post("/api/v1/admin/tsdb/snapshot");
                server.stop();
                yield snapshot(folder.resolve("data").resolve("snapshots"));
            }
            case Product.VictoriaMetrics _ -> {
                server.flush();
                server.get("/internal/force_merge");
                long bytes = quietBytes(folder.resolve("data"));
                server.stop();
                yield bytes;
            }
        };
    }

    /// What is still in the log and in memory becomes parts.
    private static void seal(Path folder) throws IOException {
        StorageOptions storage =
                new StorageOptions(
                        folder,
                        StorageOptions.Mode.DISK,
                        StorageOptions.Ack.SYNCED,
                        Optional.empty(),
                        Optional.empty());
        try (Storage opened = Storage.open(storage, new SystemClock(), new MetricRegistry())) {
            opened.flush();
        } catch (StorageOpenException | StorageUnavailableException e) {
            throw new IOException("could not seal", e);
        }
    }

    /// All samples as blocks, without a log.
    private static long snapshot(Path snapshots) throws IOException, InterruptedException {
        List<Path> found;
        try (Stream<Path> list = Files.list(snapshots)) {
            found = list.toList();
        }
        return ProcessUsage.diskBytes(found.getFirst());
    }

    /// The bytes of a folder once they change no more.
    private static long quietBytes(Path folder) throws IOException, InterruptedException {
        long start = System.nanoTime();
        long changed = start;
        long bytes = ProcessUsage.diskBytes(folder);
        while (System.nanoTime() - changed < QUIET_NANOS
                && System.nanoTime() - start < MOST_NANOS) {
            Thread.sleep(200);
            long now = ProcessUsage.diskBytes(folder);
            changed = now == bytes ? changed : System.nanoTime();
            bytes = now;
        }
        return bytes;
    }
}
