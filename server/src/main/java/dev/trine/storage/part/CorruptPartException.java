package dev.trine.storage.part;

import java.nio.file.Path;

/// Bytes of a part file are not what its writer wrote. What the checksum covers is not served.
public final class CorruptPartException extends Exception {
    private static final long serialVersionUID = 1;

    private final String path;
    private final long offset;

    /// @param offset of the damaged section in the file
    /// @param expected what should be there
    /// @param actual what is there
    public CorruptPartException(Path path, long offset, String expected, String actual) {
        super(
                path
                        + ": damaged at byte "
                        + offset
                        + ": "
                        + actual
                        + " (expected: "
                        + expected
                        + ")");
        this.path = path.toString();
        this.offset = offset;
    }

    public String path() {
        return path;
    }

    public long offset() {
        return offset;
    }
}
