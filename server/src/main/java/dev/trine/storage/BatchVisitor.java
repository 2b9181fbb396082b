package dev.trine.storage;

import dev.trine.model.Batch;

/// Takes the batches of a scan, one at a time, on the thread that scans.
@FunctionalInterface
public interface BatchVisitor<B extends Batch> {
    /// Looks at one batch of at most 8,192 rows.
    ///
    /// @param batch immutable; may be kept
    /// @param minNanos the time of its oldest row (a span's start, a record's effective time)
    /// @param maxNanos the time of its newest row
    /// @return false to end the scan
    boolean visit(B batch, long minNanos, long maxNanos);
}
