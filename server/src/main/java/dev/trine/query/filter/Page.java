package dev.trine.query.filter;

import dev.trine.model.Batch;
import java.util.List;
import java.util.Optional;

/// One page of a list.
///
/// @param rows in the order of the list
/// @param next the key of the last row when there are more behind it
public record Page<B extends Batch>(List<Row<B>> rows, Optional<RowKey> next) {
    /// A row of a batch.
    public record Row<B extends Batch>(B batch, int row) {}

    public Page {
        rows = List.copyOf(rows);
    }
}
