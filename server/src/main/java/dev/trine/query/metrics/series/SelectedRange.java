package dev.trine.query.metrics.series;

import dev.trine.model.TimeRange;

/// The range of a selection: ms, both ends included, as queries ask.
///
/// @param minMs of the earliest sample wanted
/// @param maxMs of the latest sample wanted
record SelectedRange(long minMs, long maxMs) {
    private static final long MS = 1_000_000;

    /// What nanoseconds can tell of it; nothing is stored before 1970.
    TimeRange nanos() {
        long limit = Long.MAX_VALUE / MS - 1;
        long min = Math.clamp(minMs, 0, limit);
        long end = Math.clamp(maxMs, min - 1, limit) + 1;
        return new TimeRange(min * MS, end * MS);
    }
}
