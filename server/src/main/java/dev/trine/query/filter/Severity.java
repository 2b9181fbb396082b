package dev.trine.query.filter;

/// The ranges of OTLP severity numbers.
///
/// Source: `SeverityNumber` of `opentelemetry/proto/logs/v1/logs.proto`.
public enum Severity {
    UNSET(0, 0),
    TRACE(1, 1),
    DEBUG(2, 5),
    INFO(3, 9),
    WARN(4, 13),
    ERROR(5, 17),
    FATAL(6, 21);

    /// The largest severity number there is.
    private static final int LARGEST = 24;

    private final int index;
    private final int lowest;

    Severity(int index, int lowest) {
        this.index = index;
        this.lowest = lowest;
    }

    /// Its place: 0 without a severity, from 1 on the more severe the larger.
    public int index() {
        return index;
    }

    /// The smallest severity number of this range.
    public int lowest() {
        return lowest;
    }

    /// The index of the range a severity number is in; 0 for numbers that OTLP does not know.
    public static int indexOf(int number) {
        return number <= 0 || number > LARGEST ? 0 : (number + 3) / 4;
    }
}
