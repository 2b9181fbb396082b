package dev.trine.query.traces;

import dev.trine.model.SpanBatch;
import dev.trine.model.TraceId;
import dev.trine.query.column.LongTable;
import dev.trine.query.exec.Query;
import dev.trine.query.filter.Page;
import dev.trine.query.filter.RowOrder;
import dev.trine.storage.SpanStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// One trace with all its spans, sorted by start. Of a span sent several times the one that ends
/// last is kept: it knows the most.
///
/// @param spanCount distinct spans of the trace
/// @param spans the first [#MAX_SPANS] of them
public record WholeTrace(long spanCount, List<Page.Row<SpanBatch>> spans) {
    /// The most spans that are handed out.
    public static final int MAX_SPANS = 50_000;

    private static final Comparator<Page.Row<SpanBatch>> BY_START =
            Comparator.comparingLong((Page.Row<SpanBatch> s) -> s.batch().startNanos.get(s.row()))
                    .thenComparing(s -> s.batch().spanId.get(s.row()), Long::compareUnsigned);

    public WholeTrace {
        spans = List.copyOf(spans);
    }

    /// Whether there are more spans than are handed out.
    public boolean truncated() {
        return spanCount > spans.size();
    }

    /// Reads a trace; without spans when it is unknown.
    public static WholeTrace read(SpanStore store, TraceId id, Query query) {
        Starts starts = new Starts(query);
        store.traces(
                List.of(id),
                SpanBatch.SCHEMA.set("trace_id_high", "trace_id_low", "span_id", "start_nanos"),
                (batch, min, max) -> {
                    query.check();
                    starts.add(batch, id);
                    return true;
                });
        Collector collector = new Collector(id, starts.cutOff(), query);
        store.trace(id, (batch, min, max) -> collector.add(batch));
        List<Page.Row<SpanBatch>> spans = new ArrayList<>(collector.spans);
        spans.sort(BY_START);
        if (spans.size() > MAX_SPANS) {
            spans.subList(MAX_SPANS, spans.size()).clear();
        }
        return new WholeTrace(Math.max(starts.ids.size(), spans.size()), spans);
    }

    /// The starts of all spans: small enough to be held for any trace, and they tell which spans
    /// are the first ones.
    private static final class Starts {
        private final Query query;
        private final LongTable ids;
        private long[] starts = new long[16];

        Starts(Query query) {
            this.query = query;
            ids = new LongTable(query, 16);
        }

        void add(SpanBatch batch, TraceId id) {
            for (int row = 0, end = batch.rows(); row < end; row++) {
                if (batch.traceIdLow.get(row) == id.low()
                        && batch.traceIdHigh.get(row) == id.high()) {
                    int number = ids.add(batch.spanId.get(row));
                    if (number == starts.length) {
                        query.charge((long) Long.BYTES * number);
                        starts = Arrays.copyOf(starts, number * 2);
                    }
                    starts[number] = batch.startNanos.get(row);
                }
            }
        }

        /// The last start that can be among the first spans.
        long cutOff() {
            if (ids.size() <= MAX_SPANS) {
                return Long.MAX_VALUE;
            }
            long[] sorted = Arrays.copyOf(starts, ids.size());
            Arrays.sort(sorted);
            return sorted[MAX_SPANS - 1];
        }
    }

    /// Copies the spans up to a start out of their batches.
    private static final class Collector {
        private final TraceId id;
        private final long lastStart;
        private final Query query;
        private final LongTable ids;
        private final List<Page.Row<SpanBatch>> spans = new ArrayList<>();
        private int[] rows = {};

        Collector(TraceId id, long lastStart, Query query) {
            this.id = id;
            this.lastStart = lastStart;
            this.query = query;
            ids = new LongTable(query, 16);
        }

        boolean add(SpanBatch batch) {
            query.check();
            int count = select(batch);
            if (count == 0) {
                return true;
            }
            SpanBatch copy = RowOrder.SPANS.copy(batch, rows, count);
            long sideBytes = batch.resources().heapBytes() + batch.scopes().heapBytes();
            query.charge(copy.heapBytes() - sideBytes);
            for (int row = 0; row < count; row++) {
                add(new Page.Row<>(copy, row));
            }
            // Many spans with the very same start could pass the cut without end.
            return spans.size() < 2 * MAX_SPANS;
        }

        private int select(SpanBatch batch) {
            if (rows.length < batch.rows()) {
                rows = new int[batch.rows()];
            }
            int count = 0;
            for (int row = 0, end = batch.rows(); row < end; row++) {
                if (batch.traceIdLow.get(row) == id.low()
                        && batch.traceIdHigh.get(row) == id.high()
                        && batch.startNanos.get(row) <= lastStart) {
                    rows[count++] = row;
                }
            }
            return count;
        }

        private void add(Page.Row<SpanBatch> span) {
            int number = ids.add(span.batch().spanId.get(span.row()));
            if (number == spans.size()) {
                spans.add(span);
            } else if (endOf(span) > endOf(spans.get(number))) {
                spans.set(number, span);
            }
        }

        private static long endOf(Page.Row<SpanBatch> span) {
            return span.batch().endNanos.get(span.row());
        }
    }
}
