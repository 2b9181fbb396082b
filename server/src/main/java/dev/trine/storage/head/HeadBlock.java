package dev.trine.storage.head;

import dev.trine.model.Batch;
import dev.trine.storage.codec.BlockBloomFilter;
import dev.trine.storage.codec.Hash64;
import org.jspecify.annotations.Nullable;

/// Up to 8,192 rows of a head, as they were at one moment. Immutable.
///
/// @param minNanos time of the oldest row
/// @param maxNanos time of the newest row
/// @param traces which trace ids are in it; null when it has not been worth a filter
public record HeadBlock<B extends Batch>(
        B batch, long minNanos, long maxNanos, @Nullable BlockBloomFilter traces) {
    /// Whether spans of a trace may be in this block.
    public boolean mayContainTrace(long high, long low) {
        return traces == null || traces.mayContain(Hash64.of(high, low));
    }
}
