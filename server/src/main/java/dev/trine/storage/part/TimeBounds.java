package dev.trine.storage.part;

import dev.trine.model.Batch;
import dev.trine.storage.head.RowTimes;

/// The times of the oldest and the newest of some rows, both included.
public record TimeBounds(long minNanos, long maxNanos) {
    /// Those of all rows of a batch, which has at least one.
    public static TimeBounds of(Batch batch) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int row = 0, rows = batch.rows(); row < rows; row++) {
            long nanos = RowTimes.nanos(batch, row);
            min = Math.min(min, nanos);
            max = Math.max(max, nanos);
        }
        return new TimeBounds(min, max);
    }
}
