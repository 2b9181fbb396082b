package dev.trine.api;

/// A query parameter that can't be used: which one, what was given, what is expected. Answered with
/// status 400.
final class BadParameterException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadParameterException(String name, String given, String expected) {
        super(
                name + ": '" + shortened(given) + "' (expected: " + expected + ")",
                null,
                false,
                false);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    private static String shortened(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "...";
    }
}
