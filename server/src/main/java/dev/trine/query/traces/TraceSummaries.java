package dev.trine.query.traces;

import dev.trine.model.SpanBatch;
import dev.trine.model.TimeRange;
import dev.trine.model.TraceId;
import dev.trine.query.exec.Query;
import dev.trine.query.filter.ServiceNames;
import dev.trine.query.filter.SpanFilter;
import dev.trine.storage.SpanStore;
import java.util.Optional;

/// Completes traces found by a scan: reads all their spans, those outside the searched range too.
final class TraceSummaries {
    private final SpanStore store;
    private final Query query;
    private final ServiceNames services = new ServiceNames();
    private int[] rows = {};

    TraceSummaries(SpanStore store, Query query) {
        this.store = store;
        this.query = query;
    }

    /// Summarises a trace; empty when it has been evicted meanwhile.
    Optional<TraceSummary> complete(TraceId id) {
        SummaryBuilder builder = new SummaryBuilder(id, services, query);
        store.trace(
                id,
                (batch, min, max) -> {
                    query.check();
                    builder.add(batch);
                    return true;
                });
        if (!builder.isEmpty() && !builder.hasRoot()) {
            long topmost = builder.topmostSpan();
            store.trace(id, (batch, min, max) -> !builder.takeRoot(batch, topmost));
        }
        Optional<TraceSummary> summary = Optional.ofNullable(builder.build());
        builder.release();
        return summary;
    }

    /// The newest start of a span of the trace that matches; the smallest number when none does.
    long newestMatchNanos(TraceId id, SpanFilter filter, TimeRange range) {
        long[] newest = {Long.MIN_VALUE};
        store.trace(
                id,
                (batch, min, max) -> {
                    query.check();
                    newest[0] = Math.max(newest[0], newestMatch(batch, id, filter, range));
                    return true;
                });
        return newest[0];
    }

    private long newestMatch(SpanBatch batch, TraceId id, SpanFilter filter, TimeRange range) {
        if (rows.length < batch.rows()) {
            rows = new int[batch.rows()];
        }
        long newest = Long.MIN_VALUE;
        int count = filter.select(batch, range, rows);
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            if (batch.traceIdLow.get(row) == id.low() && batch.traceIdHigh.get(row) == id.high()) {
                newest = Math.max(newest, batch.startNanos.get(row));
            }
        }
        return newest;
    }
}
