package dev.trine.net;

import java.util.OptionalInt;

/// A request that is answered with an error status. The message says what happened, why, and what
/// to do about it; it is shown to the client.
public final class HttpFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;
    private final int retryAfterSeconds;

    /// @param status 400..599
    public HttpFailure(int status, String message) {
        this(status, message, OptionalInt.empty());
    }

    /// @param retryAfterSeconds sent as `Retry-After`: the client may send the same again
    public HttpFailure(int status, String message, OptionalInt retryAfterSeconds) {
        super(message, null, false, false);
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("status: " + status + " (expected: 400..599)");
        }
        this.status = status;
        this.retryAfterSeconds = retryAfterSeconds.orElse(-1);
    }

    public int status() {
        return status;
    }

    public OptionalInt retryAfterSeconds() {
        return retryAfterSeconds < 0 ? OptionalInt.empty() : OptionalInt.of(retryAfterSeconds);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
