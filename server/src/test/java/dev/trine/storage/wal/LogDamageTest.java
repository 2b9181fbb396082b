package dev.trine.storage.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.model.Batch;
import dev.trine.model.BytesColumn;
import dev.trine.model.IntColumn;
import dev.trine.model.LogBatch;
import dev.trine.model.LongColumn;
import dev.trine.storage.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Segment files with flipped bytes, cut off, swapped: the log starts, loses no more than the damage
/// touched, and serves nothing that was not written there.
@ExtendWith(QuietLog.class)
final class LogDamageTest {
    private static final WalOptions OPTIONS = new WalOptions(Ack.SYNCED, 8192, 1 << 20, 0);

    private final Map<Long, List<Object>> written = new TreeMap<>();
    private final Map<Path, byte[]> files = new TreeMap<>();

    @BeforeEach
    void writeALog() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(1));
        RandomGenerator random = new SplittableRandom(2);
        SimulatedLog log = open(disk, new TreeMap<>());
        for (int i = 0; i < 40; i++) {
            Batch batch = RandomBatches.next(random, 1 + random.nextInt(20));
            List<Batch> group = List.of(batch);
            log.append(
                    group,
                    new SimulatedLog.Answers() {
                        @Override
                        public void acknowledged(int index, long position) {
                            written.put(position, RandomBatches.content(batch));
                        }

                        @Override
                        public void refused(int index) {
                            throw new AssertionError("refused");
                        }
                    });
        }
        for (Path file : disk.files()) {
            files.put(file, disk.bytes(file));
        }
        assertThat(written).hasSize(40);
        assertThat(files.size()).isBetween(3, 10);
    }

    private static SimulatedLog open(SimulatedDisk disk, Map<Long, List<Object>> found)
            throws IOException {
        return new SimulatedLog(
                disk,
                OPTIONS,
                new ManualClock(),
                CoveredPositions.NONE,
                (batch, position) -> found.put(position, RandomBatches.content(batch)));
    }

    private SimulatedDisk disk() {
        SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(3));
        files.forEach(disk::adopt);
        return disk;
    }

    /// How many bytes of a segment belong to frames.
    private int used(Path file) {
        byte[] bytes = files.get(file);
        int used = bytes.length;
        while (used > 0 && bytes[used - 1] == 0) {
            used--;
        }
        return used;
    }

    @Test
    void aFlippedByteLosesOneBatchAtMost() throws IOException {
        RandomGenerator random = new SplittableRandom(4);
        List<Path> names = List.copyOf(files.keySet());
        int lost = 0;
        for (int i = 0; i < 1_000; i++) {
            Path file = names.get(random.nextInt(names.size()));
            int at = random.nextInt(used(file));
            SimulatedDisk disk = disk();
            byte[] bytes = disk.bytes(file);
            bytes[at] ^= (byte) (1 + random.nextInt(255));
            disk.adopt(file, bytes);
            Map<Long, List<Object>> found = new TreeMap<>();
            SimulatedLog log = open(disk, found);
            String trial = file + " at " + at;
            assertThat(written.entrySet()).as(trial).containsAll(found.entrySet());
            assertThat(found.size()).as(trial).isGreaterThanOrEqualTo(written.size() - 1);
            if (found.size() < written.size()) {
                lost++;
                assertThat(log.recovery.quarantinedBytes() + log.recovery.truncatedBytes())
                        .as(trial)
                        .isPositive();
            }
        }
        assertThat(lost).isGreaterThan(600);
    }

    @Test
    void damageIsSetAsideOnceAndTheRestIsReplayedEveryTime() throws IOException {
        SimulatedDisk disk = disk();
        Path file = files.keySet().iterator().next();
        byte[] bytes = disk.bytes(file);
        bytes[200] ^= 1;
        disk.adopt(file, bytes);
        Map<Long, List<Object>> found = new TreeMap<>();
        SimulatedLog first = open(disk, found);
        assertThat(first.recovery.quarantinedBytes()).isPositive();
        assertThat(disk.list(SimulatedLog.QUARANTINE)).hasSize(1);
        Path kept = SimulatedLog.QUARANTINE.resolve(disk.list(SimulatedLog.QUARANTINE).getFirst());
        assertThat(disk.size(kept)).isEqualTo(first.recovery.quarantinedBytes());
        Map<Long, List<Object>> again = new TreeMap<>();
        assertThat(open(disk, again).recovery.quarantinedBytes()).isZero();
        assertThat(again).isEqualTo(found).hasSize(39);
    }

    @Test
    void aSegmentCutOffAnywhereLosesWhatCameBehindInItOnly() throws IOException {
        Path file = List.copyOf(files.keySet()).get(1);
        Path last = List.copyOf(files.keySet()).getLast();
        for (Path cut : List.of(file, last)) {
            for (int length = 0; length < used(cut); length += 11) {
                SimulatedDisk disk = disk();
                disk.adopt(cut, Arrays.copyOf(disk.bytes(cut), length));
                Map<Long, List<Object>> found = new TreeMap<>();
                SimulatedLog log = open(disk, found);
                String trial = cut + " cut at " + length;
                Map<Long, List<Object>> expected = new TreeMap<>(written);
                long end = Position.of(number(cut), length);
                expected.keySet()
                        .removeIf(position ->
                                Position.segment(position) == number(cut)
                                        && position + frame(cut, position) > end);
                assertThat(found).as(trial).isEqualTo(expected);
                if (!cut.equals(last)) {
                    assertThat(log.recovery.missingBytes()).as(trial).isPositive();
                }
            }
        }
    }

    /// Header and payload of a frame, by the format: the length is the first number.
    private long frame(Path file, long position) {
        byte[] bytes = files.get(file);
        int at = (int) Position.offset(position);
        return 24 + (bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16);
    }

    private static int number(Path file) {
        return Integer.parseInt(file.getFileName().toString().substring(0, 10));
    }

    @Test
    void aMissingSegmentIsNoticed() throws IOException {
        SimulatedDisk disk = disk();
        Path gone = List.copyOf(files.keySet()).get(1);
        disk.delete(gone);
        Map<Long, List<Object>> found = new TreeMap<>();
        assertThat(open(disk, found).recovery.missingBytes()).isPositive();
        assertThat(found.keySet())
                .noneMatch(position -> Position.segment(position) == number(gone));
    }

    @Test
    void framesElsewhereThanWhereTheyWereWrittenAreNone() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(3));
        byte[] first = files.values().iterator().next();
        disk.adopt(SimulatedLog.FOLDER.resolve("0000000009.wal"), first);
        Map<Long, List<Object>> found = new TreeMap<>();
        open(disk, found);
        assertThat(found).isEmpty();
    }

    @Test
    void framesInsideAPayloadAreNone() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(5));
        Map<Long, List<Object>> taken = new TreeMap<>();
        SimulatedLog log = open(disk, taken);
        byte[] stolen = files.values().iterator().next();
        LogBatch batch = new LogBatch(1);
        batch.columns()
                .forEach(column -> {
                    switch (column) {
                        case LongColumn longs -> longs.append(1);
                        case IntColumn ints -> ints.append(1);
                        case BytesColumn strings -> strings.append(stolen);
                    }
                });
        List<Long> positions = new ArrayList<>();
        SimulatedLog.Answers answers =
                new SimulatedLog.Answers() {
                    @Override
                    public void acknowledged(int index, long position) {
                        positions.add(position);
                    }

                    @Override
                    public void refused(int index) {
                        throw new AssertionError("refused");
                    }
                };
        log.append(List.of(batch), answers);
        Path file = disk.files().getFirst();
        byte[] bytes = disk.bytes(file);
        bytes[SegmentHeader.BYTES] ^= 1;
        disk.adopt(file, bytes);
        open(disk, taken);
        assertThat(positions).hasSize(1);
        assertThat(taken).isEmpty();
    }

    /// What its checksum says was written whole is no torn end, wherever it stands.
    @Test
    void aLastFrameThatMakesNoSenseIsSetAsideRatherThanCutOff() throws IOException {
        long last = written.keySet().stream().max(Long::compare).orElseThrow();
        Path file = List.copyOf(files.keySet()).getLast();
        int at = used(file) + 7 & -8;
        int payloadLength = 40;
        byte[] frame = new byte[FrameHeader.frameBytes(payloadLength)];
        Arrays.fill(frame, FrameHeader.BYTES, FrameHeader.BYTES + payloadLength, (byte) 0xEE);
        int crc = FrameHeader.crc(frame, FrameHeader.BYTES, payloadLength);
        FrameHeader.write(frame, payloadLength, 1, crc);
        FrameHeader.seal(frame, Position.segment(last), at);
        byte[] bytes = Arrays.copyOf(files.get(file), at + frame.length);
        System.arraycopy(frame, 0, bytes, at, frame.length);
        SimulatedDisk disk = disk();
        disk.adopt(file, bytes);
        Map<Long, List<Object>> found = new TreeMap<>();
        SimulatedLog log = open(disk, found);
        assertThat(found).isEqualTo(written);
        assertThat(log.recovery.quarantinedBytes()).isEqualTo(frame.length);
        assertThat(log.recovery.truncatedBytes()).isZero();
    }

    @Test
    void aDamagedHeaderLosesNoBatch() throws IOException {
        SimulatedDisk disk = disk();
        for (Path file : files.keySet()) {
            byte[] bytes = disk.bytes(file);
            Arrays.fill(bytes, 0, SegmentHeader.BYTES, (byte) 0x5a);
            disk.adopt(file, bytes);
        }
        Map<Long, List<Object>> found = new TreeMap<>();
        open(disk, found);
        assertThat(found).isEqualTo(written);
    }
}
