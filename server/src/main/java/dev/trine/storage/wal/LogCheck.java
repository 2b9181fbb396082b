package dev.trine.storage.wal;

import dev.trine.model.Batch;
import dev.trine.storage.disk.Disk;
import dev.trine.storage.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a whole log and changes nothing: what a start would replay, and what it would set aside.
/// Used once, on one thread.
public final class LogCheck {
    /// What is found, segment by segment.
    public interface Visitor {
        /// A segment follows.
        void segment(Path file, long bytes);

        /// An intact frame.
        void frame(long position, Batch batch);

        /// The header can't be read.
        ///
        /// @param newerVersion the version of the format, when that is what is the matter; else 0
        void header(Path file, int newerVersion);

        /// Bytes that are no frame, with intact ones behind them or known to have been there.
        ///
        /// @param end position behind them
        void damage(Path file, long from, long to, long end);

        /// Bytes at the end that no header vouches for: a write that a crash interrupted.
        void tornTail(Path file, long bytes);

        /// Bytes that should be there and are not.
        ///
        /// @param end position behind them
        void missing(Path file, long bytes, long end);
    }

    private final Disk disk;
    private final Segments segments;
    private final Visitor visitor;

    /// @param folder of the segments
    public LogCheck(Disk disk, Path folder, Visitor visitor) {
        this.disk = disk;
        this.segments = new Segments(disk, folder);
        this.visitor = visitor;
    }

    /// Bytes of all segments: what [#run()] will read.
    public long bytes() throws IOException {
        long bytes = 0;
        for (int number : segments.inFolder()) {
            bytes += disk.size(segments.file(number));
        }
        return bytes;
    }

    public void run() throws IOException {
        List<Integer> numbers = segments.inFolder();
        Map<Integer, LogEnd> previous = new HashMap<>();
        for (int number : numbers) {
            previous.put(number, previousOf(number));
        }
        for (int i = 0; i < numbers.size(); i++) {
            int number = numbers.get(i);
            boolean last = i + 1 == numbers.size();
            noteMissing(previous.getOrDefault(number, LogEnd.UNKNOWN), numbers);
            LogEnd known =
                    last
                            ? LogEnd.UNKNOWN
                            : previous.getOrDefault(numbers.get(i + 1), LogEnd.UNKNOWN);
            segment(number, known.limitIn(number));
        }
    }

    private LogEnd previousOf(int number) throws IOException {
        Path path = segments.file(number);
        try (DiskFile file = disk.open(path)) {
            ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.BYTES);
            file.read(bytes, 0);
            Optional<SegmentHeader> header = SegmentHeader.of(bytes.array());
            if (header.isEmpty()) {
                // All zeros: the machine stopped before the header was written, and so the first
                // frame.
                if (!Arrays.equals(bytes.array(), new byte[SegmentHeader.BYTES])) {
                    visitor.header(path, 0);
                }
                return LogEnd.UNKNOWN;
            }
            if (header.get().version() > SegmentHeader.VERSION) {
                visitor.header(path, header.get().version());
            }
            return header.get().previous();
        }
    }

    private void noteMissing(LogEnd end, List<Integer> numbers) {
        int number = Position.segment(end.end());
        if (end.last() > 0 && !numbers.contains(number)) {
            long bytes = Position.offset(end.end()) - SegmentHeader.BYTES;
            visitor.missing(segments.file(number), bytes, end.end());
        }
    }

    private void segment(int number, long limit) throws IOException {
        Path path = segments.file(number);
        try (DiskFile file = disk.open(path)) {
            long size = file.size();
            visitor.segment(path, size);
            long end = new SegmentScan(number, file, limit).visit(new Frames(number, path));
            if (limit == LogEnd.NO_LIMIT) {
                long torn = LogReader.torn(file, end);
                if (torn > 0) {
                    visitor.tornTail(path, torn);
                }
            } else if (end < limit) {
                if (size > end) {
                    long to = Math.min(size, limit);
                    visitor.damage(path, end, to, Position.of(number, to));
                }
                if (limit > size) {
                    visitor.missing(path, limit - size, Position.of(number, limit));
                }
            }
        }
    }

    private final class Frames implements SegmentScan.Visitor {
        private final int segment;
        private final Path path;

        Frames(int segment, Path path) {
            this.segment = segment;
            this.path = path;
        }

        @Override
        public boolean frame(long offset, byte[] bytes, int payload, int length, int rows) {
            try {
                Batch batch = BatchFrame.decode(bytes, payload, length);
                visitor.frame(Position.of(segment, offset), batch);
                return true;
            } catch (CorruptFrameException e) {
                return false;
            }
        }

        @Override
        public void damage(long from, long to) {
            visitor.damage(path, from, to, Position.of(segment, to));
        }
    }
}
