package dev.trine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trine.model.Batch;
import dev.trine.model.LogBatch;
import dev.trine.model.Signal;
import dev.trine.model.SpanBatch;
import dev.trine.model.TimeRange;
import dev.trine.model.TraceId;
import dev.trine.self.MetricRegistry;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTest {
    @TempDir Path folder;

    private final ManualClock clock = new ManualClock();
    private final List<String> expected = new ArrayList<>();

    @Test
    void rowsAreThereAtOnceAndAfterEveryKindOfRestart() throws Exception {
        RandomBatches batches = new RandomBatches(1);
        for (int life = 0; life < 4; life++) {
            try (Storage storage = open()) {
                assertHolds(storage);
                for (int i = 0; i < 40; i++) {
                    append(storage, batches.next(1 + i % 9));
                }
                assertHolds(storage);
                if (life % 2 == 1) {
                    storage.flush();
                    assertHolds(storage);
                    append(storage, batches.next(5));
                    assertHolds(storage);
                }
            }
        }
    }

    @Test
    void aFlushMovesRowsFromMemoryToParts() throws Exception {
        try (Storage storage = open()) {
            append(storage, new RandomBatches(2).logs(100));
            append(storage, new RandomBatches(2).spans(50));
            StorageStats before = storage.stats();
            assertThat(before.signals().get(Signal.LOGS).rows()).isEqualTo(100);
            assertThat(before.signals().get(Signal.LOGS).parts()).isZero();
            storage.flush();
            StorageStats after = storage.stats();
            assertThat(after.signals().get(Signal.LOGS).rows()).isEqualTo(100);
            assertThat(after.signals().get(Signal.LOGS).parts()).isEqualTo(1);
            assertThat(after.signals().get(Signal.LOGS).partBytes()).isPositive();
            assertThat(after.signals().get(Signal.METRICS).parts()).isZero();
            assertThat(after.headBytes()).isLessThan(before.headBytes());
            assertHolds(storage);
        }
    }

    @Test
    void aTraceIsFoundInHeadsAndParts() throws Exception {
        RandomBatches batches = new RandomBatches(3);
        SpanBatch first = batches.spans(300);
        SpanBatch second = batches.spans(300);
        for (int row = 0; row < 300; row += 2) {
            second.traceIdHigh.array()[row] = first.traceIdHigh.get(0);
            second.traceIdLow.array()[row] = first.traceIdLow.get(0);
        }
        TraceId id = new TraceId(first.traceIdHigh.get(0), first.traceIdLow.get(0));
        Set<String> wanted = new HashSet<>(rowsOf(first, id));
        wanted.addAll(rowsOf(second, id));
        try (Storage storage = open()) {
            storage.append(first);
            storage.flush();
            storage.append(second);
            Set<String> found = new HashSet<>();
            storage.spans().trace(id, (batch, min, max) -> found.addAll(rowsOf(batch, id)));
            assertThat(found).isEqualTo(wanted).hasSizeGreaterThan(150);
            List<Integer> unknown = new ArrayList<>();
            storage.spans()
                    .trace(
                            new TraceId(4711, 42),
                            (batch, min, max) ->
                                    unknown.addAll(
                                            List.of(rowsOf(batch, new TraceId(4711, 42)).size())));
            assertThat(unknown.stream().mapToInt(Integer::intValue).sum()).isZero();
        }
    }

    @Test
    void aScanIsNewestFirstWithinItsRangeAndEndsWhenTold() throws Exception {
        try (Storage storage = open()) {
            for (int part = 0; part < 3; part++) {
                for (int i = 0; i < 3; i++) {
                    storage.append(logsAt(part * 1000L + i, 10));
                }
                if (part < 2) {
                    storage.flush();
                }
            }
            List<Long> newest = new ArrayList<>();
            storage.logs().scan(request(TimeRange.ALL), (batch, min, max) -> newest.add(max));
            assertThat(newest).isSortedAccordingTo((a, b) -> Long.compare(b, a)).hasSize(3);
            List<Long> ranged = new ArrayList<>();
            storage.logs()
                    .scan(request(new TimeRange(1001, 1002)), (batch, min, max) -> ranged.add(max));
            assertThat(ranged).containsExactly(1002L);
            List<Long> stopped = new ArrayList<>();
            storage.logs()
                    .scan(
                            request(TimeRange.ALL),
                            (batch, min, max) -> {
                                stopped.add(max);
                                return false;
                            });
            assertThat(stopped).containsExactly(2002L);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() ->
                            storage.logs().scan(request(TimeRange.ALL), (batch, min, max) -> true))
                    .isInstanceOf(ScanInterruptedException.class);
        }
    }

    @Test
    void aTailSeesNewBatchesAndCountsTheRowsItMisses() throws Exception {
        try (Storage storage = open();
                Tail<LogBatch> tail = storage.logs().follow(2)) {
            for (int i = 0; i < 5; i++) {
                storage.append(logsAt(i, 10));
            }
            assertThat(tail.next(0).orElseThrow().timeNanos.get(0)).isEqualTo(1);
            assertThat(tail.next(0)).isPresent();
            assertThat(tail.next(1)).isEmpty();
            assertThat(tail.takeDropped()).isEqualTo(30);
            assertThat(tail.takeDropped()).isZero();
        }
    }

    @Test
    void aTailHoldsNoMoreThanItsBytesOrOneBatch() throws Exception {
        LogBatch large = logsAt(1, 30_000);
        assertThat(large.heapBytes()).isGreaterThan(Tails.WAITING_BYTES);
        LogBatch small = logsAt(2, 10);
        try (Storage storage = open();
                Tail<LogBatch> tail = storage.logs().follow(100_000)) {
            storage.append(large);
            storage.append(small);
            assertThat(tail.takeDropped()).isEqualTo(10);
            assertThat(tail.next(0)).containsSame(large);
            int fitting = (int) (Tails.WAITING_BYTES / small.heapBytes());
            for (int i = 0; i < fitting + 5; i++) {
                storage.append(small);
            }
            assertThat(tail.takeDropped()).isEqualTo(50);
            for (int i = 0; i < fitting; i++) {
                assertThat(tail.next(0)).containsSame(small);
            }
            assertThat(tail.next(0)).isEmpty();
        }
    }

    @Test
    void closedStorageRefusesAppends() throws Exception {
        Storage storage = open();
        storage.close();
        storage.close();
        assertThatThrownBy(() -> storage.append(new RandomBatches(1).logs(1)))
                .isInstanceOf(StorageUnavailableException.class)
                .hasMessageContaining("shutting down");
    }

    @Test
    void aFolderInUseAFileInItsPlaceAndANewerManifestAreTold() throws Exception {
        try (Storage storage = open()) {
            storage.append(new RandomBatches(1).logs(1));
            assertThatThrownBy(this::open)
                    .isInstanceOf(StorageOpenException.class)
                    .hasMessageContaining("in use by process");
        }
        byte[] manifest = Files.readAllBytes(folder.resolve("manifest"));
        manifest[8]++;
        CRC32C crc = new CRC32C();
        crc.update(manifest, 0, 12);
        for (int i = 0; i < 4; i++) {
            manifest[12 + i] = (byte) (crc.getValue() >>> (8 * i));
        }
        Files.write(folder.resolve("manifest"), manifest);
        assertThatThrownBy(this::open)
                .isInstanceOf(StorageOpenException.class)
                .hasMessageContaining("made by a newer version of Trine");
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        assertThatThrownBy(() -> open(options(file, Optional.empty(), Optional.empty())))
                .isInstanceOf(StorageOpenException.class)
                .hasMessageContaining("can't write to the data folder");
    }

    @Test
    void damagedPartsAreSetAsideOrLeftOutAndTheRestIsServed() throws Exception {
        RandomBatches batches = new RandomBatches(5);
        try (Storage storage = open()) {
            append(storage, batches.spans(100));
            storage.flush();
            List<String> kept = List.copyOf(expected);
            append(storage, batches.spans(100));
            storage.flush();
            append(storage, batches.spans(100));
            storage.flush();
            expected.clear();
            expected.addAll(kept);
        }
        List<Path> parts = parts();
        flip(parts.get(1), 40);
        flip(parts.get(2), Files.size(parts.get(2)) - 30);
        try (Storage storage = open()) {
            assertHolds(storage);
            assertHolds(storage);
            StorageStats stats = storage.stats();
            assertThat(stats.signals().get(Signal.TRACES).parts()).isEqualTo(2);
            assertThat(stats.quarantinedBytes()).isGreaterThan(Files.size(parts.get(1)) / 2);
        }
        assertThat(parts.get(2)).doesNotExist();
        assertThat(parts.get(2).resolveSibling(parts.get(2).getFileName() + ".damaged")).exists();
    }

    @Test
    void aLostManifestIsReadBackFromTheParts() throws Exception {
        RandomBatches batches = new RandomBatches(6);
        try (Storage storage = open()) {
            for (int i = 0; i < 30; i++) {
                append(storage, batches.next(20));
                if (i % 10 == 5) {
                    storage.flush();
                }
            }
        }
        Files.delete(folder.resolve("manifest"));
        Files.writeString(folder.resolve("parts").resolve("000000000099-logs.part.tmp"), "torn");
        try (Storage storage = open()) {
            assertHolds(storage);
        }
        assertThat(folder.resolve("parts").resolve("000000000099-logs.part.tmp")).doesNotExist();
    }

    @Test
    void retentionDropsTheOldestPartsWhateverTheirSignal() throws Exception {
        RandomBatches batches = new RandomBatches(7);
        StorageOptions options = options(folder, Optional.of(3L << 20), Optional.empty());
        try (Storage storage = open(options)) {
            for (int i = 0; i < 60; i++) {
                append(storage, batches.next(700));
                storage.flush();
            }
            awaitAtMost(storage, 3L << 20);
            long evicted;
            List<String> rows;
            do {
                evicted = evictedRows(storage);
                rows = Stored.rows(storage);
            } while (evicted != evictedRows(storage));
            assertThat(rows.size() + evicted).isEqualTo(expected.size());
            assertThat(evicted).isPositive();
            assertThat(new HashSet<>(expected).containsAll(rows)).isTrue();
            assertThat(parts().stream().mapToLong(p -> p.toFile().length()).sum())
                    .isLessThanOrEqualTo(3L << 20);
        }
    }

    @Test
    void retentionDropsPartsThatAreTooOld() throws Exception {
        StorageOptions options =
                options(folder, Optional.empty(), Optional.of(Duration.ofHours(1)));
        try (Storage storage = open(options)) {
            storage.append(logsAt(clock.unixNanos(), 10));
            storage.flush();
            clock.advance(Duration.ofMinutes(59).toNanos());
            storage.append(logsAt(clock.unixNanos(), 7));
            storage.flush();
            Thread.sleep(1_200);
            assertThat(storage.stats().signals().get(Signal.LOGS).rows()).isEqualTo(17);
            clock.advance(Duration.ofMinutes(2).toNanos());
            long deadline = System.nanoTime() + 10_000_000_000L;
            while (storage.stats().signals().get(Signal.LOGS).rows() != 7
                    && System.nanoTime() < deadline) {
                Thread.sleep(20);
            }
            assertThat(storage.stats().signals().get(Signal.LOGS).rows()).isEqualTo(7);
            assertThat(storage.stats().signals().get(Signal.LOGS).evictedParts()).isEqualTo(1);
        }
    }

    private static long evictedRows(Storage storage) {
        return storage.stats().signals().values().stream()
                .mapToLong(StorageStats.SignalStats::evictedRows)
                .sum();
    }

    private static void awaitAtMost(Storage storage, long bytes) throws InterruptedException {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (System.nanoTime() < deadline) {
            StorageStats stats = storage.stats();
            long used = stats.walBytes();
            for (StorageStats.SignalStats signal : stats.signals().values()) {
                used += signal.partBytes();
            }
            if (used <= bytes) {
                return;
            }
            Thread.sleep(20);
        }
    }

    private void append(Storage storage, Batch batch) throws Exception {
        expected.addAll(RowText.of(batch));
        storage.append(batch);
    }

    private void assertHolds(Storage storage) {
        List<String> rows = Stored.rows(storage).stream().sorted().toList();
        assertThat(rows.equals(expected.stream().sorted().toList()))
                .as("%d rows read, %d expected", rows.size(), expected.size())
                .isTrue();
    }

    private Storage open() throws StorageOpenException {
        return open(options(folder, Optional.empty(), Optional.empty()));
    }

    private Storage open(StorageOptions options) throws StorageOpenException {
        return Storage.open(options, clock, new MetricRegistry());
    }

    private static StorageOptions options(
            Path folder, Optional<Long> bytes, Optional<Duration> time) {
        return new StorageOptions(
                folder, StorageOptions.Mode.DISK, StorageOptions.Ack.WRITTEN, bytes, time);
    }

    private List<Path> parts() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("parts"))) {
            return files.filter(file -> file.toString().endsWith(".part")).sorted().toList();
        }
    }

    private static void flip(Path file, long at) throws Exception {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(at);
            int value = open.read();
            open.seek(at);
            open.write(value ^ 0x10);
        }
    }

    private static ScanRequest request(TimeRange range) {
        return new ScanRequest(range, LogBatch.SCHEMA.all(), ScanRequest.Order.NEWEST_FIRST);
    }

    private static LogBatch logsAt(long nanos, int rows) {
        LogBatch batch = new RandomBatches(nanos).logs(rows);
        Arrays.fill(batch.timeNanos.array(), 0, rows, nanos == 0 ? 1 : nanos);
        return batch;
    }

    private static List<String> rowsOf(SpanBatch batch, TraceId id) {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < batch.rows(); row++) {
            if (batch.traceIdHigh.get(row) == id.high() && batch.traceIdLow.get(row) == id.low()) {
                rows.add(RowText.of(batch, row));
            }
        }
        return rows;
    }
}
