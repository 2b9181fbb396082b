package dev.trine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.trine.model.Batch;
import dev.trine.self.MetricRegistry;
import dev.trine.storage.disk.RealDisk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that is really full: a small file system in memory, which only root may mount. Writes are
/// refused for a while, reads go on, the oldest parts make room, and what was acknowledged is there.
class FullDiskTest {
    private static final long MIB = 1 << 20;
    private static final int DISK_MIB = 16;
    private static final Logger LOG = Logger.getLogger("dev.trine.storage");

    @TempDir Path folder;

    private final RandomBatches batches = new RandomBatches(16);
    private final List<Long> acknowledged = new ArrayList<>();
    private Path mount = Path.of("");
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        LOG.setLevel(Level.OFF);
        mount = Files.createDirectory(folder.resolve("mount"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MIB + "m", "tmpfs", mount + "");
        assumeThat(mounted)
                .as("SKIPPED: what happens on a full disk was not tested; mounting needs root")
                .isTrue();
    }

    @AfterEach
    void unmount() throws Exception {
        LOG.setLevel(null);
        if (mounted) {
            assertThat(run("umount", "-l", mount.toString())).isTrue();
        }
    }

    @Test
    void fourTimesWhatFitsIsTakenWhileTheOldestGoesAndReadsGoOn() throws Exception {
        DiskEngine engine = open(mount.resolve("data"), 2 * MIB);
        AtomicBoolean done = new AtomicBoolean();
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        Thread upkeep = start(done, failures, engine::maintain);
        Thread reader = start(done, failures, () -> Stored.digests(engine.stores()));
        try {
            for (long bytes = 0; bytes < 4 * DISK_MIB * MIB; ) {
                Batch batch = batches.next(1000);
                bytes += append(engine, batch) ? batch.heapBytes() : 0;
            }
        } finally {
            done.set(true);
            upkeep.join();
            reader.join();
        }
        assertThat(failures).isEmpty();
        assertThat(evictedRows(engine)).isPositive();
        assertHolds(engine, evictedRows(engine));
        engine.close();
    }

    @Test
    void nothingAcknowledgedIsLostWhenTheDiskFillsUpAndTheProcessIsKilled() throws Exception {
        Path data = mount.resolve("data");
        DiskEngine engine = open(data, 0);
        while (Files.getFileStore(mount).getUsableSpace() > 5 * MIB) {
            append(engine, batches.next(200));
            engine.maintain();
        }
        fillUp(); // what the log believes to be free is gone
        for (int inARow = 0; inARow < 20; ) {
            inARow = append(engine, batches.next(200)) ? 0 : inARow + 1;
        }
        long evicted = evictedRows(engine);
        assertHolds(engine, evicted);
        Path killed = folder.resolve("killed");
        copy(data, killed);
        engine.close();
        DiskEngine elsewhere = open(killed, 0);
        assertHolds(elsewhere, evicted);
        elsewhere.close();

        fillUp();
        DiskEngine full = open(data, 2 * MIB);
        assertHolds(full, evicted);
        assertThatThrownBy(() -> full.append(batches.next(10)))
                .isInstanceOfSatisfying(
                        StorageUnavailableException.class,
                        e -> assertThat(e.retryAfterSeconds()).isPositive());
        assertHolds(full, evicted);
        for (int round = 0; round < 5; round++) {
            full.maintain();
        }
        assertThat(append(full, batches.next(10))).as("takes rows again").isTrue();
        assertHolds(full, evicted + evictedRows(full));
        full.close();
    }

    private static DiskEngine open(Path data, long reserveBytes) throws StorageOpenException {
        StorageOptions options =
                new StorageOptions(
                        data,
                        StorageOptions.Mode.DISK,
                        StorageOptions.Ack.SYNCED,
                        Optional.empty(),
                        Optional.empty());
        StorageLimits limits =
                new StorageLimits(
                        MIB,
                        6 * MIB,
                        Duration.ofMinutes(10),
                        100,
                        MIB / 4,
                        MIB,
                        8 * MIB,
                        reserveBytes);
        return Storage.openOnDisk(
                new RealDisk(), options, limits, new ManualClock(), new MetricRegistry());
    }

    private boolean append(DiskEngine engine, Batch batch) throws InterruptedException {
        try {
            engine.append(batch);
            acknowledged.addAll(RowDigest.of(batch));
            return true;
        } catch (StorageUnavailableException e) {
            assertThat(e.retryAfterSeconds()).isPositive();
            return false;
        }
    }

    /// Everything acknowledged is there once, but for the rows that made room.
    private void assertHolds(DiskEngine engine, long evictedRows) {
        List<Long> rows = Stored.digests(engine.stores());
        Set<Long> found = new HashSet<>(rows);
        assertThat(rows).hasSize(found.size());
        assertThat(acknowledged.stream().filter(row -> !found.contains(row)).count())
                .isEqualTo(evictedRows);
    }

    private static long evictedRows(DiskEngine engine) {
        return engine.stores().all().stream().mapToLong(s -> s.stats().evictedRows()).sum();
    }

    /// Takes every byte that is left.
    private void fillUp() throws IOException {
        byte[] chunk = new byte[4096];
        try (var filler = Files.newOutputStream(Files.createTempFile(mount, "filler", ""))) {
            for (int i = 0; i < DISK_MIB * 256; i++) {
                filler.write(chunk);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
        assertThat(Files.getFileStore(mount).getUsableSpace()).isZero();
    }

    private static Thread start(
            AtomicBoolean done, ConcurrentLinkedQueue<Throwable> failures, Runnable task) {
        return Thread.ofPlatform()
                .start(() -> {
                    try {
                        while (!done.get()) {
                            task.run();
                        }
                    } catch (RuntimeException | Error e) {
                        failures.add(e);
                    }
                });
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(
                        file,
                        to.resolve(from.relativize(file).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream output = process.getInputStream()) {
            output.readAllBytes();
        }
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
