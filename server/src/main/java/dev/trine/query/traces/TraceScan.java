package dev.trine.query.traces;

import dev.trine.model.SpanBatch;
import dev.trine.model.TimeRange;
import dev.trine.query.exec.Query;
import dev.trine.query.filter.SpanFilter;
import dev.trine.query.filter.SpanStatus;
import dev.trine.storage.ScanRequest;
import dev.trine.storage.SpanStore;

/// Gathers all traces of a time range. A trace's start, end and errors are those of its spans that
/// start in the range or up to an hour beside it, so that a trace is not cut where the range ends.
final class TraceScan {
    private static final long MARGIN_NANOS = 3_600_000_000_000L;

    private static final long COLUMNS =
            SpanBatch.SCHEMA.set(
                    "trace_id_high", "trace_id_low", "start_nanos", "end_nanos", "status_code");

    private final TimeRange range;
    private final TimeRange widened;
    private final SpanFilter filter;
    private final TraceGroups groups;
    private final Query query;
    private int[] traces = {};
    private int[] matching = {};

    private TraceScan(TimeRange range, SpanFilter filter, Query query) {
        this.range = range;
        this.widened = widen(range);
        this.filter = filter;
        this.groups = new TraceGroups(query);
        this.query = query;
    }

    /// All traces that have a span near the range, and which of them have one in it that matches.
    static TraceGroups run(SpanStore store, SpanFilter filter, TimeRange range, Query query) {
        TraceScan scan = new TraceScan(range, filter, query);
        store.scan(
                new ScanRequest(scan.widened, COLUMNS | filter.columns(), ScanRequest.Order.ANY),
                (batch, min, max) -> scan.visit(batch, range.overlaps(min, max)));
        return scan.groups;
    }

    private boolean visit(SpanBatch batch, boolean inRange) {
        query.check();
        int rows = batch.rows();
        if (traces.length < rows) {
            traces = new int[rows];
            matching = new int[rows];
        }
        for (int row = 0; row < rows; row++) {
            long start = batch.startNanos.get(row);
            if (widened.contains(start)) {
                int trace = groups.add(batch.traceIdHigh.get(row), batch.traceIdLow.get(row));
                traces[row] = trace;
                boolean failed = batch.statusCode.get(row) == SpanStatus.ERROR;
                groups.span(trace, start, batch.endNanos.get(row), failed);
            }
        }
        int count = inRange ? filter.select(batch, range, matching) : 0;
        for (int i = 0; i < count; i++) {
            groups.match(traces[matching[i]], batch.startNanos.get(matching[i]));
        }
        return true;
    }

    private static TimeRange widen(TimeRange range) {
        long start = range.startNanos() - MARGIN_NANOS;
        long end = range.endNanos() + MARGIN_NANOS;
        return new TimeRange(
                start > range.startNanos() ? Long.MIN_VALUE : start,
                end < range.endNanos() ? Long.MAX_VALUE : end);
    }
}
