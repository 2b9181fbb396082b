package dev.trine.storage.wal;

/// The payload of a log frame is not what `docs/formats/wal.md` says.
public final class CorruptFrameException extends Exception {
    private static final long serialVersionUID = 1;

    /// @param what the field or table that is wrong
    /// @param offset where in the payload
    /// @param found what stands there
    /// @param expected what could
    CorruptFrameException(String what, long offset, long found, String expected) {
        super(what + " at " + offset + ": " + found + " (expected: " + expected + ")");
    }
}
