package dev.trine.storage.wal;

/// A batch could not be logged now and may be appended again. It is not acknowledged; it may still be
/// found at the next start, when its bytes reached the disk before the failure.
public final class LogUnavailableException extends Exception {
    private static final long serialVersionUID = 1;

    private final int retryAfterSeconds;

    /// @param message what happened, why, and what the operator can do
    /// @param retryAfterSeconds when to try again
    public LogUnavailableException(String message, int retryAfterSeconds) {
        super(message);
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public LogUnavailableException(String message, int retryAfterSeconds, Throwable cause) {
        super(message, cause);
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
