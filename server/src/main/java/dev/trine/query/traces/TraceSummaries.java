package dev.trine.query.traces;

import dev.trine.model.SpanBatch;
import dev.trine.model.TimeRange;
import dev.trine.model.TraceId;
import dev.trine.query.column.Hashing;
import dev.trine.query.column.LongTable;
import dev.trine.query.exec.Query;
import dev.trine.query.filter.RowKey;
import dev.trine.query.filter.ServiceNames;
import dev.trine.query.filter.SpanFilter;
import dev.trine.storage.SpanStore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Completes traces found by a scan: reads all their spans, those outside the searched range too.
/// What can hold several of the traces is read once for all of them.
final class TraceSummaries {
    private static final long COLUMNS =
            SpanBatch.SCHEMA.set(
                    "trace_id_high",
                    "trace_id_low",
                    "span_id",
                    "parent_span_id",
                    "start_nanos",
                    "end_nanos",
                    "kind",
                    "status_code",
                    "resource",
                    "name",
                    "attributes");

    private final SpanStore store;
    private final SpanFilter filter;
    private final TimeRange range;
    private final Query query;
    private final ServiceNames services = new ServiceNames();
    private int[] rows = {};

    TraceSummaries(SpanStore store, SpanFilter filter, TimeRange range, Query query) {
        this.store = store;
        this.filter = filter;
        this.range = range;
        this.query = query;
    }

    /// A completed trace.
    ///
    /// @param summary null when the trace has been evicted meanwhile
    /// @param newestMatchNanos the newest start of a span in the range that matches; the smallest
    ///     number when none does
    record Completed(@Nullable TraceSummary summary, long newestMatchNanos) {}

    /// Summarises traces, in the order of their keys.
    List<Completed> complete(List<RowKey> keys) {
        long freeBytes = query.freeBytes();
        Builders builders = new Builders(keys);
        store.traces(
                builders.ids(),
                COLUMNS | filter.columns(),
                (batch, min, max) -> {
                    query.check();
                    builders.add(batch);
                    return true;
                });
        takeMissingRoots(builders);
        List<Completed> completed = new ArrayList<>(keys.size());
        for (SummaryBuilder builder : builders.all) {
            completed.add(new Completed(builder.build(), builder.newestMatchNanos()));
        }
        query.release(freeBytes - query.freeBytes());
        return completed;
    }

    /// A trace without a root needs all its spans before one can be chosen in its place.
    private void takeMissingRoots(Builders builders) {
        List<TraceId> rootless = new ArrayList<>();
        for (SummaryBuilder builder : builders.all) {
            if (builder.chooseRoot()) {
                rootless.add(builder.id());
            }
        }
        if (!rootless.isEmpty()) {
            store.traces(
                    rootless,
                    COLUMNS,
                    (batch, min, max) -> {
                        query.check();
                        builders.takeRoots(batch);
                        return true;
                    });
        }
    }

    /// A builder for each trace, found by the trace's id.
    private final class Builders {
        private final List<SummaryBuilder> all = new ArrayList<>();
        private final LongTable numbers;

        Builders(List<RowKey> keys) {
            numbers = new LongTable(query, keys.size());
            for (RowKey key : keys) {
                numbers.add(Hashing.mix(key.tieHigh(), key.tieLow()));
                TraceId id = new TraceId(key.tieHigh(), key.tieLow());
                all.add(new SummaryBuilder(id, services, query));
            }
        }

        List<TraceId> ids() {
            return all.stream().map(SummaryBuilder::id).toList();
        }

        void add(SpanBatch batch) {
            for (int row = 0, end = batch.rows(); row < end; row++) {
                SummaryBuilder builder = of(batch, row);
                if (builder != null) {
                    builder.add(batch, row);
                }
            }
            if (rows.length < batch.rows()) {
                rows = new int[batch.rows()];
            }
            int count = filter.select(batch, range, rows);
            for (int i = 0; i < count; i++) {
                SummaryBuilder builder = of(batch, rows[i]);
                if (builder != null) {
                    builder.match(batch.startNanos.get(rows[i]));
                }
            }
        }

        void takeRoots(SpanBatch batch) {
            for (int row = 0, end = batch.rows(); row < end; row++) {
                SummaryBuilder builder = of(batch, row);
                if (builder != null) {
                    builder.takeRoot(batch, row);
                }
            }
        }

        private @Nullable SummaryBuilder of(SpanBatch batch, int row) {
            long high = batch.traceIdHigh.get(row);
            long low = batch.traceIdLow.get(row);
            int number = numbers.find(Hashing.mix(high, low));
            if (number < 0) {
                return null;
            }
            SummaryBuilder builder = all.get(number);
            return builder.id().low() == low && builder.id().high() == high ? builder : null;
        }
    }
}
