package dev.trine.query.filter;

import dev.trine.model.Batch;
import dev.trine.model.TimeRange;

/// Finds the rows of a batch that a search asks for. Compiled once a request; not safe for use by
/// several threads.
public interface RowFilter<B extends Batch> {
    /// The set of columns that [#select] reads.
    long columns();

    /// Finds the rows in a time range that match.
    ///
    /// @param rows takes their numbers, rising; at least as long as the batch has rows
    /// @return how many there are
    int select(B batch, TimeRange range, int[] rows);
}
