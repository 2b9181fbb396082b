package dev.trine.storage;

import dev.trine.model.Clock;
import dev.trine.model.SpanBatch;
import dev.trine.model.TimeRange;
import dev.trine.model.TraceId;
import dev.trine.storage.head.SpanHead;
import java.util.Collection;
import java.util.List;

/// Spans, which can be looked up by trace id, too.
final class StoredSpans extends SignalStore<SpanBatch> implements SpanStore {
    StoredSpans(DamageLog damage, Clock clock) {
        super(SpanHead::new, damage, clock);
    }

    @Override
    public void trace(TraceId id, BatchVisitor<SpanBatch> visitor) {
        traces(List.of(id), SpanBatch.SCHEMA.all(), visitor);
    }

    @Override
    public void traces(Collection<TraceId> ids, long columns, BatchVisitor<SpanBatch> visitor) {
        try (Scan<SpanBatch> scan = new Scan<>(view(), damage(), tombstones())) {
            scan.traces(ids, columns, visitor);
        }
    }

    @Override
    public void slices(TimeRange range, long columns, long sliceSpans, TraceSliceVisitor visitor) {
        try (Scan<SpanBatch> scan = new Scan<>(view(), damage(), tombstones())) {
            SliceScan.run(scan.inRange(range), columns, sliceSpans, visitor);
        }
    }
}
