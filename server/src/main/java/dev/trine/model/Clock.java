package dev.trine.model;

/// The one place that time comes from, so that tests and simulations can own it. Implementations
/// are safe for use by many threads.
public interface Clock {
    /// Wall-clock time, nanoseconds since the Unix epoch. May jump.
    long unixNanos();

    /// A clock that never goes back, nanoseconds from an arbitrary origin: for durations only.
    long monotonicNanos();
}
