package dev.trine.model;

/// The three kinds of telemetry. The code is what files and log frames carry; it never changes.
public enum Signal {
    TRACES(1, "traces"),
    LOGS(2, "logs"),
    METRICS(3, "metrics");

    private final int code;
    private final String label;

    Signal(int code, String label) {
        this.code = code;
        this.label = label;
    }

    /// The number that stands for this signal in every file format.
    public int code() {
        return code;
    }

    /// The lower-case name that users see: in folders, metrics, paths and messages.
    public String label() {
        return label;
    }

    /// The signal of a code read from a file.
    ///
    /// @throws IllegalArgumentException when no signal has that code
    public static Signal ofCode(int code) {
        return switch (code) {
            case 1 -> TRACES;
            case 2 -> LOGS;
            case 3 -> METRICS;
            default ->
                    throw new IllegalArgumentException(
                            "signal code: " + code + " (expected: 1..3)");
        };
    }
}
