package dev.trine.storage;

import dev.trine.model.SpanBatch;
import dev.trine.model.TimeRange;
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

    /// Visits all spans slice by slice: first those of some traces, then those of others, so that a
    /// visitor has to remember no more than a slice at a time to see each trace as a whole. What
    /// holds spans of two slices is read twice.
    ///
    /// @param range only batches with a span in it are visited; their other spans are not filtered out
    /// @param columns the columns the visitor reads; others may be empty
    /// @param sliceSpans about how many spans a slice is to have, from 1 on; some may have more
    void slices(TimeRange range, long columns, long sliceSpans, TraceSliceVisitor visitor);
}
