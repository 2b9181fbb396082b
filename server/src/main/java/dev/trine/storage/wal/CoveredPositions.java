package dev.trine.storage.wal;

import dev.trine.model.Signal;

/// Up to which log position, inclusive, each signal's batches are safe elsewhere (in parts), so that a
/// replay leaves them out. 0 = nothing is.
public record CoveredPositions(long traces, long logs, long metrics) {
    /// Nothing is covered: the whole log is replayed.
    public static final CoveredPositions NONE = new CoveredPositions(0, 0, 0);

    public CoveredPositions {
        if (traces < 0 || logs < 0 || metrics < 0) {
            throw new IllegalArgumentException(
                    "positions: " + traces + ", " + logs + ", " + metrics + " (expected: >= 0)");
        }
    }

    public long of(Signal signal) {
        return switch (signal) {
            case TRACES -> traces;
            case LOGS -> logs;
            case METRICS -> metrics;
        };
    }

    /// What all signals are covered up to.
    public long lowest() {
        return Math.min(traces, Math.min(logs, metrics));
    }

    /// What any signal is covered up to.
    public long highest() {
        return Math.max(traces, Math.max(logs, metrics));
    }
}
