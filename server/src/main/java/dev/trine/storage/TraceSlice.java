package dev.trine.storage;

import dev.trine.model.TraceId;
import java.util.Optional;

/// A run of trace ids: from the first, including it, up to the one behind the last.
///
/// @param end behind the last; empty when all from `first` on are in it
public record TraceSlice(TraceId first, Optional<TraceId> end) {
    /// Every trace id.
    public static final TraceSlice ALL = new TraceSlice(new TraceId(0, 0), Optional.empty());

    /// Whether a trace id is in it.
    public boolean contains(long high, long low) {
        return compare(high, low, first) >= 0
                && (end.isEmpty() || compare(high, low, end.get()) < 0);
    }

    /// Whether any trace id between two, both included, is in it.
    boolean overlaps(TraceId from, TraceId to) {
        return to.compareTo(first) >= 0 && (end.isEmpty() || from.compareTo(end.get()) < 0);
    }

    private static int compare(long high, long low, TraceId id) {
        int byHigh = Long.compareUnsigned(high, id.high());
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, id.low());
    }
}
