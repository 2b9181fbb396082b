package dev.trine.model;

/// A half-open range of time, `[startNanos, endNanos)`, nanoseconds since the Unix epoch.
public record TimeRange(long startNanos, long endNanos) {
    /// All time that a signed 64-bit clock can tell.
    public static final TimeRange ALL = new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE);

    public TimeRange {
        if (endNanos < startNanos) {
            throw new IllegalArgumentException(
                    "end: " + endNanos + " (expected: >= the start, " + startNanos + ")");
        }
    }

    public boolean contains(long nanos) {
        return nanos >= startNanos && nanos < endNanos;
    }

    /// Whether any time in `[minNanos, maxNanos]`, both ends included, lies in this range.
    public boolean overlaps(long minNanos, long maxNanos) {
        return maxNanos >= startNanos && minNanos < endNanos;
    }
}
