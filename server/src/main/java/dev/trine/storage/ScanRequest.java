package dev.trine.storage;

import dev.trine.model.TimeRange;

/// What a scan is to visit.
///
/// @param range only batches with a row in it are visited; their other rows are not filtered out
/// @param columns the columns the visitor reads, a set of [dev.trine.model.Schema]; others may be
///     empty
/// @param order in which batches come
public record ScanRequest(TimeRange range, long columns, Order order) {
    /// The order of batches.
    public enum Order {
        /// As they were stored: parts before heads, the older ones first; inside a part as they lie.
        ANY,
        /// By the time of each batch's newest row, the newest first. Rows inside a batch have no
        /// promised order, and batches may overlap in time.
        NEWEST_FIRST
    }
}
