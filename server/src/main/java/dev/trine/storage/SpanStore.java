package dev.trine.storage;

import dev.trine.model.SpanBatch;
import dev.trine.model.TraceId;
import java.util.Collection;

/// The stored spans.
public interface SpanStore extends BatchStore<SpanBatch> {
    /// Visits the batches that may hold spans of one trace, all columns; other traces' rows in them
    /// are not filtered out. Reads only what can hold the trace.
    void trace(TraceId id, BatchVisitor<SpanBatch> visitor);

    /// Visits the batches that may hold spans of some traces, each batch once.
    ///
    /// @param columns the columns the visitor reads; others may be empty
    void traces(Collection<TraceId> ids, long columns, BatchVisitor<SpanBatch> visitor);
}
