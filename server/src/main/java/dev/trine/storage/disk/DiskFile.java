package dev.trine.storage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// An open file. One thread at a time writes; reads may go on meanwhile. Closed by whoever opened it.
public interface DiskFile extends AutoCloseable {
    Path path();

    /// Size in bytes, as written so far.
    long size() throws IOException;

    /// Reads until the buffer is full or the file ends.
    ///
    /// @return how many bytes were read, 0 at or behind the end
    int read(ByteBuffer into, long offset) throws IOException;

    /// Writes all that remains in the buffer, growing the file when needed; a gap reads as zeros.
    void write(ByteBuffer from, long offset) throws IOException;

    /// Returns when the bytes and the size are durable (fdatasync). After a failure the file must not
    /// be synced again: the operating system may have dropped what it could not write, and would
    /// report success.
    void sync() throws IOException;

    /// Cuts the file off; not durable before the next [#sync()].
    void truncate(long size) throws IOException;

    /// Closes without syncing.
    @Override
    void close() throws IOException;
}
