package dev.trine.storage;

import dev.trine.model.SpanBatch;

/// Takes spans slice by slice of the trace ids, on the thread that scans.
public interface TraceSliceVisitor {
    /// Looks at one batch of at most 8,192 rows.
    ///
    /// @param batch immutable; may be kept
    /// @param slice the rows of other traces are to be passed over: they are visited with theirs
    void visit(SpanBatch batch, TraceSlice slice);

    /// All spans of the slice's traces have been visited.
    void endSlice();
}
