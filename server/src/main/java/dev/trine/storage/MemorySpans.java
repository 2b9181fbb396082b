package dev.trine.storage;

import dev.trine.model.SpanBatch;
import dev.trine.model.TimeRange;
import dev.trine.model.TraceId;

/// Spans held in memory.
final class MemorySpans extends MemoryBatches<SpanBatch> implements SpanStore {
    @Override
    public void trace(TraceId id, BatchVisitor<SpanBatch> visitor) {
        scan(
                new ScanRequest(TimeRange.ALL, SpanBatch.SCHEMA.all(), ScanRequest.Order.ANY),
                (batch, min, max) -> !holds(batch, id) || visitor.visit(batch, min, max));
    }

    private static boolean holds(SpanBatch batch, TraceId id) {
        for (int row = 0; row < batch.rows(); row++) {
            if (batch.traceIdHigh.get(row) == id.high() && batch.traceIdLow.get(row) == id.low()) {
                return true;
            }
        }
        return false;
    }
}
