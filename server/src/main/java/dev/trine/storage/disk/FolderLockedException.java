package dev.trine.storage.disk;

import java.io.IOException;
import java.nio.file.Path;

/// A folder is in use by another process.
public final class FolderLockedException extends IOException {
    private static final long serialVersionUID = 1;

    /// @param holder the other process's id, or what is known of it
    FolderLockedException(Path file, String holder) {
        super(file.getParent() + " is in use by process " + holder);
    }
}
