package dev.trine.query.series;

/// A regular expression that is none, or that is too large. The message is shown to the client.
public final class PatternException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public PatternException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
