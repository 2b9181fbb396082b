package dev.trine.query.services;

import dev.trine.query.column.Quantiles;

/// Requests, errors and durations.
public final class Red {
    private long errors;
    private final Quantiles durations = new Quantiles();

    void add(long durationNanos, boolean failed) {
        durations.add(durationNanos);
        errors += failed ? 1 : 0;
    }

    public long requests() {
        return durations.count();
    }

    /// The share of requests that failed, 0..1.
    public double errorRate() {
        return requests() == 0 ? 0 : (double) errors / requests();
    }

    /// A quantile of the durations, in milliseconds.
    ///
    /// @param quantile 0..1
    public double durationMs(double quantile) {
        return durations.value(quantile) / 1e6;
    }
}
