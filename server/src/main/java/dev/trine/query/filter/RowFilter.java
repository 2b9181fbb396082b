package dev.trine.query.filter;

import dev.trine.model.Batch;
import dev.trine.model.TimeRange;
import dev.trine.storage.Block;
import java.util.Optional;

/// Finds the rows of a batch that a search asks for. Compiled once a request; not safe for use by
/// several threads.
public interface RowFilter<B extends Batch> {
    /// The set of columns that [#select] reads.
    long columns();

    /// What [#select] reads of a block; empty when none of its rows can match, as far as that is known
    /// without reading them, or when they can't be read.
    Optional<B> candidates(Block<B> block);

    /// Finds the rows in a time range that match.
    ///
    /// @param rows takes their numbers, rising; at least as long as the batch has rows
    /// @return how many there are
    int select(B batch, TimeRange range, int[] rows);
}
