package dev.trine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.model.LogBatch;
import dev.trine.model.Signal;
import dev.trine.self.MetricRegistry;
import dev.trine.storage.disk.SimulatedDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Which parts go, by time, by count, by signal, and when the disk is full.
class RetentionTest {
    private static final Path FOLDER = Path.of("/data");
    private static final long HOUR = Duration.ofHours(1).toNanos();
    private static final RetentionLimits NONE = RetentionLimits.NONE;

    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private final ManualClock clock = new ManualClock();
    private MetricRegistry registry = new MetricRegistry();
    private final RandomBatches batches = new RandomBatches(3);

    /// Its clock was wrong by a year. It goes when what arrived with it goes, and not after that.
    @Test
    void aRowFromTheFutureDoesNotKeepItsPart() throws Exception {
        try (Engines engine = new Engines(time(Duration.ofHours(2)), Map.of())) {
            engine.seal(clock.unixNanos() + 365 * 24 * HOUR);
            clock.advance(HOUR);
            engine.seal(clock.unixNanos());
            assertThat(engine.parts(Signal.LOGS)).isEqualTo(2);
            clock.advance(HOUR + 1);
            engine.storage.maintain();
            assertThat(engine.parts(Signal.LOGS)).isEqualTo(1);
        }
        try (Engines again = new Engines(time(Duration.ofHours(2)), Map.of())) {
            assertThat(again.newest()).isLessThan(clock.unixNanos());
        }
    }

    @Test
    void aPartFromTheFutureStaysOldWhenItIsMergedAndReopened() throws Exception {
        long sealed = clock.unixNanos();
        try (Engines engine = new Engines(NONE, Map.of())) {
            for (int part = 0; part < 4; part++) {
                engine.seal(clock.unixNanos() + HOUR);
            }
            clock.advance(5 * HOUR);
            engine.storage.maintain();
            assertThat(engine.parts(Signal.LOGS)).isEqualTo(1);
        }
        try (Engines engine = new Engines(time(Duration.ofHours(4)), Map.of())) {
            assertThat(engine.stores().logs().view().parts().getFirst().part().newestNanos())
                    .isEqualTo(sealed);
            engine.storage.maintain();
            assertThat(engine.parts(Signal.LOGS)).isZero();
        }
    }

    @Test
    void theOldestRowsGoAboveTheCount() throws Exception {
        RetentionLimits count =
                new RetentionLimits(Optional.empty(), Optional.empty(), Optional.of(100L));
        try (Engines engine = new Engines(count, Map.of())) {
            for (int part = 0; part < 3; part++) {
                clock.advance(1_000_000_000);
                engine.seal(clock.unixNanos());
            }
            engine.storage.maintain();
            assertThat(engine.parts(Signal.LOGS)).isEqualTo(2);
            assertThat(engine.stores().logs().stats().rows()).isEqualTo(80);
            assertThat(engine.stores().logs().stats().oldestNanos().getAsLong())
                    .isEqualTo(clock.unixNanos() - 1_000_000_000);
        }
    }

    @Test
    void oneSignalHasLimitsOfItsOwn() throws Exception {
        Map<Signal, RetentionLimits> logsOnly = Map.of(Signal.LOGS, time(Duration.ofHours(1)));
        try (Engines engine = new Engines(NONE, logsOnly)) {
            engine.seal(clock.unixNanos());
            engine.storage.append(batches.spans(10));
            engine.storage.flush();
            clock.advance(1000 * HOUR);
            engine.storage.maintain();
            assertThat(engine.parts(Signal.LOGS)).isZero();
            assertThat(engine.parts(Signal.TRACES)).isEqualTo(1);
        }
    }

    @Test
    void sizeOfOneSignalCountsItsPartsOnly() throws Exception {
        RetentionLimits tiny =
                new RetentionLimits(Optional.of(1L), Optional.empty(), Optional.empty());
        try (Engines engine = new Engines(NONE, Map.of(Signal.TRACES, tiny))) {
            engine.seal(clock.unixNanos());
            engine.storage.append(batches.spans(10));
            engine.storage.flush();
            engine.storage.maintain();
            assertThat(engine.parts(Signal.LOGS)).isEqualTo(1);
            assertThat(engine.parts(Signal.TRACES)).isZero();
        }
    }

    /// Somebody else's file takes the disk: what Trine keeps comes down to a floor, not to nothing.
    @Test
    void aDiskThatOthersFillTakesAllButAFloor() throws Exception {
        RetentionLimits kept =
                new RetentionLimits(Optional.of(200_000L), Optional.empty(), Optional.empty());
        try (Engines engine = new Engines(kept, Map.of())) {
            for (int part = 0; part < 30; part++) {
                clock.advance(1_000_000_000);
                engine.storage.append(batches.spans(10));
                engine.storage.flush();
            }
            long before = engine.bytes();
            assertThat(before).isGreaterThan(40_000L);
            disk.capacity(200_000);
            for (int round = 0; round < 50; round++) {
                engine.storage.maintain();
            }
            assertThat(engine.bytes()).isBetween(10_000L, 20_000L);
            assertThat(registry.exposition())
                    .contains("trine_storage_full_disk_floor 1\n")
                    .doesNotContain("trine_storage_full_disk_evicted_bytes_total 0\n");
            disk.capacity(Long.MAX_VALUE);
            engine.storage.maintain();
            assertThat(registry.exposition()).contains("trine_storage_full_disk_floor 0\n");
        }
    }

    private static RetentionLimits time(Duration time) {
        return new RetentionLimits(Optional.empty(), Optional.of(time), Optional.empty());
    }

    private final class Engines implements AutoCloseable {
        final DiskEngine storage;

        Engines(RetentionLimits all, Map<Signal, RetentionLimits> bySignal) throws Exception {
            StorageOptions options =
                    new StorageOptions(
                            FOLDER,
                            StorageOptions.Mode.DISK,
                            StorageOptions.Ack.SYNCED,
                            all,
                            bySignal);
            StorageLimits limits =
                    new StorageLimits(
                            1 << 20,
                            4 << 20,
                            Duration.ofDays(1000),
                            20,
                            1 << 14,
                            1 << 20,
                            4 << 20,
                            1 << 18);
            registry = new MetricRegistry();
            storage = Storage.openOnDisk(disk, options, limits, clock, registry);
        }

        SignalStores stores() {
            return storage.stores();
        }

        /// A part of 40 log records of one time.
        void seal(long nanos) throws Exception {
            LogBatch batch = batches.logs(40);
            for (int row = 0; row < 40; row++) {
                batch.timeNanos.array()[row] = nanos;
            }
            storage.append(batch);
            storage.flush();
        }

        long parts(Signal signal) {
            return stores().of(signal).stats().parts();
        }

        long bytes() {
            return stores().stats().values().stream()
                    .mapToLong(StorageStats.SignalStats::partBytes)
                    .sum();
        }

        long newest() {
            return List.copyOf(stores().logs().view().parts()).getFirst().part().newestNanos();
        }

        @Override
        public void close() {
            storage.stopWork();
            storage.close();
        }
    }
}
