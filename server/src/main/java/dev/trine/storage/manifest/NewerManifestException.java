package dev.trine.storage.manifest;

import java.nio.file.Path;

/// The manifest is intact, but of a format version that this program does not know: a newer program
/// made the data folder.
public final class NewerManifestException extends Exception {
    private static final long serialVersionUID = 1;

    NewerManifestException(Path path, int version) {
        super(
                path
                        + ": manifest format version "
                        + version
                        + " (expected: <= "
                        + ManifestFormat.VERSION
                        + "): made by a newer version of Trine");
    }
}
