package dev.trine.storage;

import dev.trine.model.SpanBatch;
import dev.trine.model.TraceId;

/// The stored spans.
public interface SpanStore extends BatchStore<SpanBatch> {
    /// Visits the batches that may hold spans of one trace, all columns; other traces' rows in them
    /// are not filtered out. Reads only what can hold the trace.
    void trace(TraceId id, BatchVisitor<SpanBatch> visitor);
}
