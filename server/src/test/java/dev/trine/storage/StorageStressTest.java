package dev.trine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.model.Batch;
import dev.trine.self.MetricRegistry;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Appends, scans, seals and evictions at once: a scan sees what was acknowledged before it began
/// (unless retention dropped it), no row twice, and nothing that nobody sent.
class StorageStressTest {
    @TempDir Path folder;

    private final Set<Long> attempted = ConcurrentHashMap.newKeySet();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean done = new AtomicBoolean();

    @Test
    void scansAreExactWhileHeadsBecomePartsAndPartsGo() throws Exception {
        StorageOptions options =
                new StorageOptions(
                        folder,
                        StorageOptions.Mode.DISK,
                        StorageOptions.Ack.WRITTEN,
                        Optional.of(1L << 20),
                        Optional.empty());
        try (Storage storage = Storage.open(options, new ManualClock(), new MetricRegistry())) {
            List<Thread> readers = List.of(start(() -> read(storage)), start(() -> flush(storage)));
            List<Thread> writers =
                    List.of(start(() -> write(storage, 1)), start(() -> write(storage, 2)));
            for (Thread writer : writers) {
                writer.join();
            }
            done.set(true);
            for (Thread reader : readers) {
                reader.join();
            }
            assertThat(failures).isEmpty();
            long evicted =
                    storage.stats().signals().values().stream()
                            .mapToLong(StorageStats.SignalStats::evictedRows)
                            .sum();
            assertThat(evicted).isPositive();
        }
    }

    private Thread start(Task task) {
        return Thread.ofPlatform()
                .start(() -> {
                    try {
                        task.run();
                    } catch (Throwable e) {
                        failures.add(e);
                        done.set(true);
                    }
                });
    }

    private void write(Storage storage, int writer) throws Exception {
        RandomBatches batches = new RandomBatches(writer);
        for (int i = 0; i < 400 && !done.get(); i++) {
            Batch batch = batches.next(1 + i % 200);
            attempted.addAll(RowDigest.of(batch));
            storage.append(batch);
        }
    }

    private void read(Storage storage) {
        while (!done.get()) {
            List<Long> rows = Stored.digests(storage);
            Set<Long> distinct = new HashSet<>(rows);
            if (distinct.size() != rows.size()) {
                throw new AssertionError((rows.size() - distinct.size()) + " rows doubled");
            }
            if (!attempted.containsAll(distinct)) {
                throw new AssertionError("a row that nobody sent");
            }
        }
    }

    private void flush(Storage storage) throws Exception {
        while (!done.get()) {
            storage.flush();
        }
    }

    private interface Task {
        void run() throws Exception;
    }
}
