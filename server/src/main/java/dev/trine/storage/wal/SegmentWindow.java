package dev.trine.storage.wal;

import dev.trine.storage.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A segment file seen through a buffer that moves over it: at least 1 MiB, and as large as the
/// largest frame. What the disk refuses to read appears as zeros, page by page. Not safe for use by
/// many threads.
final class SegmentWindow {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentWindow.class);
    private static final int BUFFER_BYTES = 1 << 20;
    private static final int PAGE_BYTES = 4096;

    private final DiskFile file;
    private final long size;
    private byte[] buffer;
    private long start;
    private int filled;

    SegmentWindow(DiskFile file) throws IOException {
        this.file = file;
        this.size = file.size();
        this.buffer = new byte[(int) Math.min(BUFFER_BYTES, size)];
    }

    long size() {
        return size;
    }

    /// The buffer that [#at] moves; valid until the next call of it.
    byte[] bytes() {
        return buffer;
    }

    /// Makes a range of the file available.
    ///
    /// @param offset with `length` bytes behind it in the file
    /// @return its index in [#bytes()]
    int at(long offset, int length) throws IOException {
        if (offset < start || offset + length > start + filled) {
            if (length > buffer.length) {
                buffer = new byte[length];
            }
            start = offset;
            filled = (int) Math.max(0, Math.min(buffer.length, size - offset));
            fill();
        }
        return (int) (offset - start);
    }

    /// How many bytes are available from an offset that [#at] was asked for.
    int availableFrom(long offset) {
        return (int) (start + filled - offset);
    }

    private void fill() throws IOException {
        try {
            read(0, filled);
        } catch (IOException e) {
            LOG.warn("Reading the log page by page, because a read failed", e);
            int failed = 0;
            for (int from = 0; from < filled; from += PAGE_BYTES) {
                failed += readPage(from, Math.min(PAGE_BYTES, filled - from)) ? 0 : 1;
            }
            LOG.warn("{} pages of {} at {} can't be read", failed, file.path(), start);
        }
    }

    private boolean readPage(int from, int length) {
        try {
            read(from, length);
            return true;
        } catch (IOException e) {
            Arrays.fill(buffer, from, from + length, (byte) 0);
            return false;
        }
    }

    private void read(int from, int length) throws IOException {
        int read = file.read(ByteBuffer.wrap(buffer, from, length), start + from);
        if (read < length) {
            throw new IOException(
                    file.path()
                            + ": "
                            + read
                            + " bytes at "
                            + (start + from)
                            + " (expected: "
                            + length
                            + ")");
        }
    }
}
