package dev.trine.storage.wal;

import dev.trine.model.Batch;
import dev.trine.model.Clock;
import dev.trine.model.Signal;
import dev.trine.storage.disk.Disk;
import dev.trine.storage.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the log back at the start: hands every intact batch on that parts don't cover, cuts torn ends
/// off, sets damage aside. Used once, on one thread.
final class LogReader {
    private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);

    private final Disk disk;
    private final Segments segments;
    private final Quarantine quarantine;
    private final CoveredPositions covered;
    private final CommitListener listener;

    private long batches;
    private long rows;
    private long skippedBatches;
    private long readBytes;
    private long truncatedBytes;
    private long quarantinedBytes;
    private long missingBytes;
    private LogEnd end = LogEnd.UNKNOWN;
    private int nextNumber;

    LogReader(
            Disk disk,
            Segments segments,
            Path quarantine,
            CoveredPositions covered,
            CommitListener listener) {
        this.disk = disk;
        this.segments = segments;
        this.quarantine = new Quarantine(disk, quarantine);
        this.covered = covered;
        this.listener = listener;
    }

    /// The number for the next segment: above every one that has been, so that positions never repeat.
    int nextNumber() {
        return nextNumber;
    }

    /// Where the good part of the log ends, for the next segment's header.
    LogEnd end() {
        return end;
    }

    Recovery recover(Clock clock) throws IOException {
        long start = clock.monotonicNanos();
        List<Integer> numbers = segments.inFolder();
        nextNumber = Position.segment(covered.highest()) + 1;
        for (int i = 0; i < numbers.size(); i++) {
            int number = numbers.get(i);
            boolean last = i + 1 == numbers.size();
            LogEnd known = last ? LogEnd.UNKNOWN : header(numbers.get(i + 1)).previous();
            if (Position.segment(covered.lowest()) > number) {
                segments.put(number, disk.size(segments.file(number)), covered.lowest());
            } else {
                noteMissing(header(number).previous(), numbers);
                recover(number, known);
            }
            nextNumber = Math.max(nextNumber, number + 1);
        }
        segments.trim(covered.lowest());
        if (end.equals(LogEnd.UNKNOWN)) {
            end = new LogEnd(Position.of(nextNumber, SegmentHeader.BYTES), 0);
        }
        return new Recovery(
                batches,
                rows,
                skippedBatches,
                readBytes,
                truncatedBytes,
                quarantinedBytes,
                missingBytes,
                clock.monotonicNanos() - start);
    }

    private SegmentHeader header(int number) throws IOException {
        Path path = segments.file(number);
        try (DiskFile file = disk.open(path)) {
            ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.BYTES);
            file.read(bytes, 0);
            Optional<SegmentHeader> header = SegmentHeader.of(bytes.array());
            if (header.isEmpty()) {
                LOG.warn("{}: the header is damaged or was never completed", path);
                return new SegmentHeader(SegmentHeader.VERSION, number, LogEnd.UNKNOWN);
            }
            if (header.get().version() > SegmentHeader.VERSION) {
                throw new IOException(
                        path
                                + " was written by a newer version of Trine (log format "
                                + header.get().version()
                                + "; this one reads up to "
                                + SegmentHeader.VERSION
                                + ")");
            }
            return header.get();
        }
    }

    /// Counts a segment that should be there: one that held batches which no part covers.
    private void noteMissing(LogEnd previous, List<Integer> numbers) {
        int number = Position.segment(previous.end());
        if (previous.last() > covered.lowest() && !numbers.contains(number)) {
            LOG.error("{} is missing", segments.file(number));
            missingBytes += Position.offset(previous.end()) - SegmentHeader.BYTES;
        }
    }

    /// @param known where good frames end, as the next segment says
    private void recover(int number, LogEnd known) throws IOException {
        long limit = known.limitIn(number);
        try (DiskFile file = disk.open(segments.file(number))) {
            long size = file.size();
            Replay replay = new Replay(number, file);
            long replayed = new SegmentScan(number, file, limit).visit(replay);
            if (replay.last > 0) {
                end = new LogEnd(Position.of(number, replayed), replay.last);
            }
            if (limit != LogEnd.NO_LIMIT && replayed < limit) {
                replay.damage(replayed, Math.min(size, limit));
                missingBytes += Math.max(0, limit - size);
                replayed = limit;
            }
            readBytes += size;
            cut(file, replayed, size);
            segments.put(number, Math.min(replayed, size), replay.last);
        }
    }

    /// Cuts off what follows the good frames, and syncs: what was found here can be relied on from
    /// now on.
    private void cut(DiskFile file, long end, long size) {
        try {
            if (size > end) {
                long torn = torn(file, end);
                if (torn > 0) {
                    LOG.info("{}: cut {} torn bytes off", file.path(), torn);
                    truncatedBytes += torn;
                }
                file.truncate(end);
            }
            file.sync();
        } catch (IOException e) {
            LOG.warn("The end of the log could not be tidied up", e);
        }
    }

    /// How many bytes there are behind an offset, the zeros at the end left out.
    static long torn(DiskFile file, long end) throws IOException {
        SegmentWindow window = new SegmentWindow(file);
        long last = end;
        for (long at = end; at < window.size(); ) {
            int index = window.at(at, 1);
            int available = window.availableFrom(at);
            for (int i = 0; i < available; i++) {
                if (window.bytes()[index + i] != 0) {
                    last = at + i + 1;
                }
            }
            at += available;
        }
        return last - end;
    }

    /// Hands the batches of one segment on.
    private final class Replay implements SegmentScan.Visitor {
        private final int segment;
        private final DiskFile file;

        /// Position of the last intact frame; 0 = none.
        private long last;

        Replay(int segment, DiskFile file) {
            this.segment = segment;
            this.file = file;
        }

        @Override
        public boolean frame(long offset, byte[] bytes, int payload, int length, int frameRows) {
            long position = Position.of(segment, offset);
            try {
                Signal signal = BatchFrame.signal(bytes, payload, length);
                if (position <= covered.of(signal)) {
                    skippedBatches++;
                } else {
                    Batch batch = BatchFrame.decode(bytes, payload, length);
                    batches++;
                    rows += frameRows;
                    listener.committed(batch, position);
                }
                last = position;
                return true;
            } catch (CorruptFrameException e) {
                LOG.error("{}: the frame at {} makes no sense", file.path(), offset, e);
                return false;
            }
        }

        @Override
        public void damage(long from, long to) {
            if (to > from && Position.of(segment, to) > covered.lowest()) {
                quarantinedBytes += quarantine.keep(segment, file, from, to);
            }
        }
    }
}
