package dev.trine.storage.wal;

import dev.trine.storage.disk.DiskFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/// The segment that is being written. Frames gather in a staging buffer and go out in few large
/// writes. Used by one thread at a time.
///
/// The file grows in steps of zeros ahead of small writes: a sync that need not record a new size is
/// cheaper by an order of magnitude on many disks. Large writes grow the file as they are.
final class SegmentWriter {
    static final int STEP_BYTES = 1 << 20;

    private final int number;
    private final DiskFile file;
    private final ByteBuffer staging;
    private final long limitBytes;

    /// Where the next byte of the file goes; what is staged comes behind it.
    private long written;

    /// Size of the file.
    private long allocated;

    /// @param file empty
    /// @param staging direct, lent by the owner
    /// @param limitBytes what the segment should not grow beyond, unless its first frame does
    SegmentWriter(int number, DiskFile file, ByteBuffer staging, long limitBytes) {
        this.number = number;
        this.file = file;
        this.staging = staging.clear();
        this.limitBytes = limitBytes;
    }

    int number() {
        return number;
    }

    /// Size of the file.
    long allocated() {
        return allocated;
    }

    /// Offset behind the last frame, staged ones included.
    long end() {
        return written + staging.position();
    }

    /// Whether frames of so many bytes in all still belong here; an empty segment takes any.
    boolean fits(long frameBytes) {
        return end() + frameBytes <= limitBytes || end() == SegmentHeader.BYTES;
    }

    void header(SegmentHeader header) throws IOException {
        put(header.bytes(), SegmentHeader.BYTES);
        flush();
    }

    /// Stages a frame, giving it its place.
    void put(PendingFrame frame) throws IOException {
        frame.place(number, end());
        put(frame.bytes(), frame.frameBytes());
    }

    private void put(byte[] bytes, int length) throws IOException {
        int from = 0;
        while (from < length) {
            if (!staging.hasRemaining()) {
                write();
            }
            int chunk = Math.min(length - from, staging.remaining());
            staging.put(bytes, from, chunk);
            from += chunk;
        }
    }

    /// Size of the file once so many more bytes are in it.
    long allocatedWith(long bytes) {
        long needed = end() + bytes;
        return needed <= allocated ? allocated : Math.max(needed, ahead(needed));
    }

    /// Writes what is staged and, when that makes the file grow by little, zeros ahead of what is to
    /// come.
    void flush() throws IOException {
        boolean small = staging.position() < STEP_BYTES / 4;
        write();
        if (written <= allocated) {
            return;
        }
        long ahead = ahead(written);
        if (small && ahead > written) {
            zeros(written, ahead);
            allocated = ahead;
        } else {
            allocated = written;
        }
    }

    /// Writes zeros by way of the staging buffer, which is empty.
    private void zeros(long from, long to) throws IOException {
        for (long at = from; at < to; at += staging.capacity()) {
            staging.limit((int) Math.min(staging.capacity(), to - at));
            MemorySegment.ofBuffer(staging).fill((byte) 0);
            file.write(staging, at);
            staging.clear();
        }
    }

    private long ahead(long offset) {
        return Math.min((offset / STEP_BYTES + 1) * STEP_BYTES, limitBytes);
    }

    private void write() throws IOException {
        staging.flip();
        int bytes = staging.remaining();
        file.write(staging, written);
        staging.clear();
        written += bytes;
    }

    void sync() throws IOException {
        file.sync();
    }

    void close() throws IOException {
        file.close();
    }
}
