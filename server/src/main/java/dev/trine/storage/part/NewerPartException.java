package dev.trine.storage.part;

import java.nio.file.Path;

/// A part file is intact, but of a format version that this program does not know: a newer program
/// wrote it.
public final class NewerPartException extends Exception {
    private static final long serialVersionUID = 1;

    public NewerPartException(Path path, int version) {
        super(
                path
                        + ": part format version "
                        + version
                        + " (expected: <= "
                        + PartFormat.VERSION
                        + "): made by a newer version of Trine");
    }
}
