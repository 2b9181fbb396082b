package dev.trine.storage;

/// A batch was not stored and may be sent again: the disk is full, a write failed, or storage is
/// shutting down. Nothing of the batch has been acknowledged.
public final class StorageUnavailableException extends Exception {
    private static final long serialVersionUID = 1;

    private final int retryAfterSeconds;

    /// @param message what happened, why, and what the operator can do
    /// @param retryAfterSeconds when the client should try again
    public StorageUnavailableException(String message, int retryAfterSeconds) {
        super(message);
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public StorageUnavailableException(String message, int retryAfterSeconds, Throwable cause) {
        super(message, cause);
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
