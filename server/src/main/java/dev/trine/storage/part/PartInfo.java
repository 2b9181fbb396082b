package dev.trine.storage.part;

import dev.trine.model.Signal;

/// What is known of a part without reading its rows.
///
/// @param bytes size of the file
/// @param firstPosition log position of the first batch in it
/// @param lastPosition log position of the last batch in it
/// @param minNanos time of the oldest row
/// @param maxNanos time of the newest row
public record PartInfo(
        Signal signal,
        long rows,
        long bytes,
        long firstPosition,
        long lastPosition,
        long minNanos,
        long maxNanos) {}
