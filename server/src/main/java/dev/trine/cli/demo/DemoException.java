package dev.trine.cli.demo;

/// The demo can't run. The message is one sentence for the user: what, why, what to do.
public final class DemoException extends Exception {
    private static final long serialVersionUID = 1;

    public DemoException(String message) {
        super(message);
    }

    public DemoException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
