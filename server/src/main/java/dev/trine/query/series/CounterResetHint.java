package dev.trine.query.series;

/// What is known about whether a histogram began to count anew since the one before it.
public enum CounterResetHint {
    /// Nothing; the buckets tell.
    UNKNOWN,
    /// It did.
    RESET,
    /// It did not.
    NOT_RESET,
    /// It is no counter at all.
    GAUGE
}
