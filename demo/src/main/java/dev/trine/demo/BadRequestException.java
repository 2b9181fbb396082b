package dev.trine.demo;

import org.jspecify.annotations.Nullable;

/// The caller asked for something that makes no sense; answered with 400.
public final class BadRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param message what is wrong, for the caller to read
    public BadRequestException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
