package dev.trine.storage.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.trine.model.Batch;
import dev.trine.model.Signal;
import dev.trine.self.MetricRegistry;
import dev.trine.storage.disk.Disk;
import dev.trine.storage.disk.RealDisk;
import dev.trine.storage.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class WriteAheadLogTest {
    private static final WalOptions SMALL = new WalOptions(Ack.SYNCED, 64 << 10, 16 << 20, 0);

    private record Taken(long position, Batch batch) {}

    private final List<Taken> taken = new ArrayList<>();
    private final MetricRegistry registry = new MetricRegistry();

    private void take(Batch batch, long position) {
        taken.add(new Taken(position, batch));
    }

    private WriteAheadLog open(Disk disk, Path folder, WalOptions options, CoveredPositions covered)
            throws IOException {
        return WriteAheadLog.open(
                disk,
                folder.resolve("wal"),
                folder.resolve("quarantine"),
                options,
                new ManualClock(),
                new MetricRegistry(),
                covered,
                this::take);
    }

    @ParameterizedTest
    @EnumSource(Ack.class)
    void manyWritersSeeTheirBatchesInLogOrderNowAndAfterARestart(Ack ack, @TempDir Path folder)
            throws Exception {
        WalOptions options = new WalOptions(ack, 64 << 10, 16 << 20, 0);
        ConcurrentLinkedQueue<Taken> acknowledged = new ConcurrentLinkedQueue<>();
        try (WriteAheadLog log = open(new RealDisk(), folder, options, CoveredPositions.NONE);
                ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int writer = 0; writer < 16; writer++) {
                SplittableRandom random = new SplittableRandom(writer);
                all.add(
                        writers.submit(() -> {
                            for (int i = 0; i < 40; i++) {
                                Batch batch = RandomBatches.next(random, 1 + random.nextInt(20));
                                acknowledged.add(new Taken(log.append(batch), batch));
                            }
                            return null;
                        }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        List<Taken> live = List.copyOf(taken);
        assertThat(live).hasSize(640).containsExactlyInAnyOrderElementsOf(acknowledged);
        assertThat(live).extracting(Taken::position).isSorted().doesNotHaveDuplicates();
        taken.clear();
        try (WriteAheadLog log = open(new RealDisk(), folder, options, CoveredPositions.NONE)) {
            assertThat(log.recovery().batches()).isEqualTo(640);
            assertThat(log.recovery().truncatedBytes()).isZero();
            assertThat(log.recovery().quarantinedBytes()).isZero();
        }
        assertThat(taken).hasSize(640);
        for (int i = 0; i < live.size(); i++) {
            assertThat(taken.get(i).position()).isEqualTo(live.get(i).position());
            assertThat(RandomBatches.content(taken.get(i).batch()))
                    .isEqualTo(RandomBatches.content(live.get(i).batch()));
        }
    }

    @Test
    void aReplayLeavesOutWhatIsCovered(@TempDir Path folder) throws Exception {
        SplittableRandom random = new SplittableRandom(3);
        try (WriteAheadLog log = open(new RealDisk(), folder, SMALL, CoveredPositions.NONE)) {
            for (int i = 0; i < 100; i++) {
                log.append(RandomBatches.next(random, 30));
            }
        }
        List<Taken> live = List.copyOf(taken);
        CoveredPositions covered =
                new CoveredPositions(
                        live.get(20).position(), live.get(50).position(), live.get(70).position());
        taken.clear();
        try (WriteAheadLog log = open(new RealDisk(), folder, SMALL, covered)) {
            assertThat(log.recovery().batches() + log.recovery().skippedBatches())
                    .isLessThanOrEqualTo(100);
        }
        assertThat(taken)
                .extracting(Taken::position)
                .containsExactlyElementsOf(
                        live.stream()
                                .filter(one -> one.position() > covered.of(one.batch().signal()))
                                .map(Taken::position)
                                .toList());
    }

    @Test
    void trimmingFreesWholeSegmentsAndKeepsWhatIsNotCovered(@TempDir Path folder) throws Exception {
        SplittableRandom random = new SplittableRandom(4);
        try (WriteAheadLog log = open(new RealDisk(), folder, SMALL, CoveredPositions.NONE)) {
            for (int i = 0; i < 300; i++) {
                log.append(RandomBatches.next(random, 30));
            }
            long before = log.bytes();
            log.trim(taken.get(200).position());
            assertThat(log.bytes()).isBetween(1L, before / 2);
        }
        List<Taken> live = List.copyOf(taken);
        taken.clear();
        open(new RealDisk(), folder, SMALL, CoveredPositions.NONE).close();
        assertThat(taken.getLast().position()).isEqualTo(live.getLast().position());
        assertThat(taken.getFirst().position()).isLessThanOrEqualTo(live.get(201).position());
        assertThat(taken.size()).isLessThan(live.size() / 2);
    }

    @Test
    void positionsGoOnBehindWhatPartsCoverEvenWhenTheLogIsGone(@TempDir Path folder)
            throws Exception {
        long covered = 77L << 32 | 4096;
        try (WriteAheadLog log =
                open(new RealDisk(), folder, SMALL, new CoveredPositions(covered, 0, 5L << 32))) {
            assertThat(log.append(RandomBatches.next(new SplittableRandom(1), 5)))
                    .isGreaterThan(covered);
        }
    }

    @Test
    void aFullDiskRefusesAndRecoversByItself() throws Exception {
        SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(1));
        WalOptions options = new WalOptions(Ack.SYNCED, 8192, 1 << 20, 10_000);
        SplittableRandom random = new SplittableRandom(5);
        try (WriteAheadLog log = open(disk, Path.of("/d"), options, CoveredPositions.NONE)) {
            disk.capacity(40_000);
            assertThatExceptionOfType(LogUnavailableException.class)
                    .isThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            log.append(RandomBatches.next(random, 20));
                        }
                    })
                    .withMessageContaining("nearly full");
            int before = taken.size();
            assertThat(before).isPositive();
            disk.capacity(400_000);
            log.append(RandomBatches.next(random, 20));
            assertThat(taken).hasSize(before + 1);
        }
    }

    @Test
    void aFullLogRefusesUntilItIsTrimmed() throws Exception {
        SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(1));
        WalOptions options = new WalOptions(Ack.SYNCED, 8192, 20_000, 0);
        SplittableRandom random = new SplittableRandom(5);
        try (WriteAheadLog log = open(disk, Path.of("/d"), options, CoveredPositions.NONE)) {
            assertThatExceptionOfType(LogUnavailableException.class)
                    .isThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            log.append(RandomBatches.next(random, 20));
                        }
                    })
                    .withMessageContaining("the log is full");
            assertThat(log.bytes()).isLessThanOrEqualTo(20_000);
            log.trim(taken.getLast().position());
            log.append(RandomBatches.next(random, 20));
        }
    }

    @Test
    void aFailedSyncRefusesAndTheNextAppendGoesToANewSegment() throws Exception {
        SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(1));
        Batch lost = RandomBatches.next(new SplittableRandom(6), 9);
        try (WriteAheadLog log = open(disk, Path.of("/d"), SMALL, CoveredPositions.NONE)) {
            log.append(RandomBatches.next(new SplittableRandom(5), 9));
            disk.failAt(disk.calls() + 2, disk.calls() + 2, SimulatedDisk.Failure.IO_ERROR);
            assertThatExceptionOfType(LogUnavailableException.class)
                    .isThrownBy(() -> log.append(lost))
                    .withMessageContaining("could not be written");
            log.append(RandomBatches.next(new SplittableRandom(7), 9));
        }
        assertThat(disk.list(Path.of("/d/wal"))).hasSize(2);
        List<Taken> live = List.copyOf(taken);
        taken.clear();
        open(disk, Path.of("/d"), SMALL, CoveredPositions.NONE).close();
        assertThat(taken)
                .extracting(Taken::position)
                .containsExactlyElementsOf(live.stream().map(Taken::position).toList());
    }

    @Test
    void aListenerThatThrowsFailsThatAppendOnly(@TempDir Path folder) throws Exception {
        try (WriteAheadLog log =
                WriteAheadLog.open(
                        new RealDisk(),
                        folder,
                        folder.resolve("q"),
                        SMALL,
                        new ManualClock(),
                        registry,
                        CoveredPositions.NONE,
                        (batch, position) -> {
                            if (batch.signal() == Signal.LOGS) {
                                throw new IllegalStateException("no");
                            }
                        })) {
            int failed = 0;
            for (int i = 0; i < 30; i++) {
                Batch batch = RandomBatches.next(new SplittableRandom(i), 3);
                try {
                    log.append(batch);
                    assertThat(batch.signal()).isNotEqualTo(Signal.LOGS);
                } catch (LogUnavailableException e) {
                    failed++;
                    assertThat(batch.signal()).isEqualTo(Signal.LOGS);
                }
            }
            assertThat(failed).isPositive();
            assertThat(registry.exposition()).contains("trine_wal_refused_frames_total " + failed);
        }
    }

    @Test
    void aClosedLogRefuses(@TempDir Path folder) throws Exception {
        WriteAheadLog log = open(new RealDisk(), folder, SMALL, CoveredPositions.NONE);
        log.close();
        log.close();
        assertThatExceptionOfType(LogUnavailableException.class)
                .isThrownBy(() -> log.append(RandomBatches.next(new SplittableRandom(1), 2)))
                .withMessageContaining("closed");
    }

    @Test
    void aLogOfANewerVersionIsLeftAlone(@TempDir Path folder) throws Exception {
        Path wal = Files.createDirectories(folder.resolve("wal"));
        byte[] newer = new SegmentHeader(2, 1, LogEnd.UNKNOWN).bytes();
        Files.write(wal.resolve("0000000001.wal"), newer);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> open(new RealDisk(), folder, SMALL, CoveredPositions.NONE))
                .withMessageContaining("newer version");
        assertThat(wal.resolve("0000000001.wal")).hasBinaryContent(newer);
    }

    @Test
    void aBatchLargerThanASegmentGetsItsOwn(@TempDir Path folder) throws Exception {
        try (WriteAheadLog log = open(new RealDisk(), folder, SMALL, CoveredPositions.NONE)) {
            log.append(RandomBatches.next(new SplittableRandom(1), 3));
            log.append(RandomBatches.next(new SplittableRandom(2), 20_000));
            log.append(RandomBatches.next(new SplittableRandom(3), 3));
        }
        List<Taken> live = List.copyOf(taken);
        taken.clear();
        open(new RealDisk(), folder, SMALL, CoveredPositions.NONE).close();
        assertThat(taken).hasSize(3);
        assertThat(RandomBatches.content(taken.get(1).batch()))
                .isEqualTo(RandomBatches.content(live.get(1).batch()));
    }
}
