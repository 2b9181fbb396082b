package dev.trine.net;

/// A listener could not be opened. The message is one sentence for the user that names the option to
/// change.
public final class ListenException extends Exception {
    private static final long serialVersionUID = 1;

    ListenException(String message, Throwable cause) {
        super(message, cause);
    }
}
