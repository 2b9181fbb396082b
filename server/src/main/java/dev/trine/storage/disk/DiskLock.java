package dev.trine.storage.disk;

import java.io.IOException;

/// A folder taken for one process; closing it lets others have it.
public interface DiskLock extends AutoCloseable {
    @Override
    void close() throws IOException;
}
