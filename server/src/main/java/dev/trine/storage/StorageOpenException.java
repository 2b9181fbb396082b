package dev.trine.storage;

/// The data folder can't be used: another process holds it, it can't be written, or it was made by
/// a newer version.
public final class StorageOpenException extends Exception {
    private static final long serialVersionUID = 1;

    /// @param message one sentence for the user: what, why, what to do
    public StorageOpenException(String message) {
        super(message);
    }

    public StorageOpenException(String message, Throwable cause) {
        super(message, cause);
    }
}
