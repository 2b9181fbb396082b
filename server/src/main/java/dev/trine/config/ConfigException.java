package dev.trine.config;

/// The configuration can't be used. The message is one sentence for the user: what, why, what to do.
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1;

    public ConfigException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
