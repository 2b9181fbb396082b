package dev.trine.storage.disk;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/// A file's bytes in memory, counted by reference: readable until the last reference is released,
/// also when the file has been deleted meanwhile. Safe for use by many threads.
///
/// The maker holds the first reference. A reader that may race with the owner's release calls
/// [#tryRetain()] first, and [#release()] when done; in between, [#bytes()] stays valid. An I/O error
/// under the mapping shows as an [InternalError] on access.
public final class MappedFile {
    private final Path path;
    private final MemorySegment bytes;
    private final Arena arena;
    private final AtomicInteger references = new AtomicInteger(1);

    /// @param bytes the content, little endian access is up to the reader
    /// @param arena what the bytes live in: shared, owned by this object, closed with the last reference
    public MappedFile(Path path, MemorySegment bytes, Arena arena) {
        this.path = path;
        this.bytes = bytes.asReadOnly();
        this.arena = arena;
    }

    public Path path() {
        return path;
    }

    /// The content, read-only; not to be kept beyond the reference.
    public MemorySegment bytes() {
        return bytes;
    }

    /// Takes a reference unless the last one is gone.
    public boolean tryRetain() {
        int seen = references.get();
        while (seen > 0) {
            if (references.compareAndSet(seen, seen + 1)) {
                return true;
            }
            seen = references.get();
        }
        return false;
    }

    /// Gives one reference back; with the last, the mapping ends.
    ///
    /// @throws IllegalStateException when there was none left
    public void release() {
        int left = references.decrementAndGet();
        if (left < 0) {
            throw new IllegalStateException(path + ": released more often than retained");
        }
        if (left == 0) {
            arena.close();
        }
    }
}
