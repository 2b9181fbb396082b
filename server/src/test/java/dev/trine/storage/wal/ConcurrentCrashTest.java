package dev.trine.storage.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.model.Batch;
import dev.trine.self.MetricRegistry;
import dev.trine.storage.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The whole log with its threads and many writers, ended by a power cut at some call: what any writer
/// was told is there afterwards, where it was told, as it was.
@ExtendWith(QuietLog.class)
final class ConcurrentCrashTest {
    private static final Path FOLDER = Path.of("/data/wal");
    private static final Path QUARANTINE = Path.of("/data/quarantine");
    private static final int WRITERS = 8;

    @Test
    void whatAnyWriterWasToldIsThere() throws Exception {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, crash) -> {});
        try {
            for (long seed = 0; seed < 60; seed++) {
                crashAndRestart(seed);
            }
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    private static void crashAndRestart(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        SimulatedDisk disk = new SimulatedDisk(random.split());
        Map<Long, Batch> told = new ConcurrentHashMap<>();
        Map<Long, Batch> heard = new ConcurrentHashMap<>();
        disk.crashAt(10 + random.nextInt(80));
        try (WriteAheadLog log = open(disk, heard);
                ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < WRITERS; writer++) {
                SplittableRandom own = random.split();
                writers.execute(() -> write(log, own, told));
            }
        }
        Map<Long, Batch> found = new TreeMap<>();
        open(disk.afterPowerCut(), found).close();
        assertThat(heard.keySet()).as("seed %d", seed).containsAll(told.keySet());
        told.forEach((position, batch) -> {
            assertThat(found).as("seed %d", seed).containsKey(position);
            assertThat(RandomBatches.content(found.get(position)))
                    .as("seed %d", seed)
                    .isEqualTo(RandomBatches.content(batch));
        });
    }

    private static void write(WriteAheadLog log, SplittableRandom random, Map<Long, Batch> told) {
        try {
            for (int i = 0; i < 50; i++) {
                Batch batch = RandomBatches.next(random, 1 + random.nextInt(10));
                told.put(log.append(batch), batch);
            }
        } catch (LogUnavailableException e) {
            assertThat(e).hasMessageContaining("log");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static WriteAheadLog open(SimulatedDisk disk, Map<Long, Batch> into)
            throws IOException {
        return WriteAheadLog.open(
                disk,
                FOLDER,
                QUARANTINE,
                new WalOptions(Ack.SYNCED, 16 << 10, 16 << 20, 0),
                new ManualClock(),
                new MetricRegistry(),
                CoveredPositions.NONE,
                (batch, position) -> into.put(position, batch));
    }
}
