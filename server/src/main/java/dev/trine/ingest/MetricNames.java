package dev.trine.ingest;

import dev.trine.model.BytesColumn;
import dev.trine.model.Clock;
import dev.trine.model.Column;
import dev.trine.model.IntColumn;
import dev.trine.model.MetricBatch;
import dev.trine.model.SeriesTable;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// The metric names in use, and the points that would add one too many. Safe for use by many
/// threads; senders of new names at the same moment may exceed the limit by their number.
final class MetricNames {
    private static final long LOOK_NANOS = 1_000_000_000;
    private static final int NAME = 1 << 3 | ProtoReader.BYTES;

    private final int limit;
    private final Clock clock;
    private final ConcurrentHashMap<String, AtomicLong> lastSeenNanos = new ConcurrentHashMap<>();

    /// When all names may next be looked through for those to forget. Not at every name too many: a
    /// sender that has gone wrong brings a hundred thousand of them in one request.
    private final AtomicLong nextLookNanos;

    MetricNames(int limit, Clock clock) {
        this.limit = limit;
        this.clock = clock;
        this.nextLookNanos = new AtomicLong(clock.monotonicNanos());
    }

    int size() {
        return lastSeenNanos.size();
    }

    /// The batch without the points of names that are one too many; the batch itself when there are
    /// none.
    MetricBatch admit(MetricBatch batch) {
        BytesColumn metrics = batch.seriesTable.metrics();
        long now = clock.monotonicNanos();
        boolean[] refused = new boolean[metrics.size()];
        boolean any = false;
        for (int i = 0; i < refused.length; i++) {
            refused[i] = !admit(name(metrics, i), now);
            any |= refused[i];
        }
        return any ? without(batch, refused) : batch;
    }

    private boolean admit(String name, long now) {
        AtomicLong seen = lastSeenNanos.get(name);
        if (seen == null) {
            if (lastSeenNanos.size() >= limit && !forgetSome(now)) {
                return false;
            }
            seen = lastSeenNanos.computeIfAbsent(name, _ -> new AtomicLong(now));
        }
        seen.set(now);
        return true;
    }

    /// Forgets the names that were not sent for long, unless that was tried a moment ago.
    ///
    /// @return whether there were any
    private boolean forgetSome(long now) {
        long next = nextLookNanos.get();
        if (now - next < 0 || !nextLookNanos.compareAndSet(next, now + LOOK_NANOS)) {
            return false;
        }
        return lastSeenNanos
                .values()
                .removeIf(seen -> now - seen.get() > IngestLimits.NAME_FORGOTTEN_NANOS);
    }

    private static String name(BytesColumn metrics, int row) {
        ProtoReader in = new ProtoReader(metrics.data(), metrics.start(row), metrics.end(row));
        try {
            while (in.more()) {
                int tag = in.tag();
                if (tag == NAME) {
                    int length = in.bytes();
                    return new String(
                            in.data(), in.position() - length, length, StandardCharsets.UTF_8);
                }
                in.skip(tag);
            }
            return "";
        } catch (MalformedException malformed) {
            throw new IllegalArgumentException("a batch with a malformed metric", malformed);
        }
    }

    /// Copies the rows, series and metrics that stay. Rare, so not fast.
    private static MetricBatch without(MetricBatch batch, boolean[] refusedMetric) {
        SeriesTable from = batch.seriesTable;
        SeriesTable to = new SeriesTable(from.size());
        int[] metricRows = new int[refusedMetric.length];
        for (int i = 0; i < refusedMetric.length; i++) {
            metricRows[i] = refusedMetric[i] ? -1 : to.metrics().size();
            if (!refusedMetric[i]) {
                copy(from.metrics(), i, to.metrics());
            }
        }
        int[] seriesRows = new int[from.size()];
        for (int i = 0; i < seriesRows.length; i++) {
            int metric = metricRows[from.metric().get(i)];
            seriesRows[i] = metric < 0 ? -1 : to.size();
            if (metric >= 0) {
                to.resource().append(from.resource().get(i));
                to.scope().append(from.scope().get(i));
                to.metric().append(metric);
                copy(from.attributes(), i, to.attributes());
            }
        }
        MetricBatch kept = (MetricBatch) Rows.pick(batch, rowsOf(batch, seriesRows));
        List<Column> columns = new ArrayList<>(kept.columns());
        columns.set(batch.columns().indexOf(batch.series), renumbered(kept.series, seriesRows));
        return new MetricBatch(columns, batch.resources(), batch.scopes(), to);
    }

    private static int[] rowsOf(MetricBatch batch, int[] seriesRows) {
        int[] rows = new int[batch.rows()];
        int kept = 0;
        for (int row = 0; row < rows.length; row++) {
            if (seriesRows[batch.series.get(row)] >= 0) {
                rows[kept++] = row;
            }
        }
        return Arrays.copyOf(rows, kept);
    }

    private static Column renumbered(IntColumn series, int[] seriesRows) {
        IntColumn to = new IntColumn(series.size());
        for (int row = 0; row < series.size(); row++) {
            to.append(seriesRows[series.get(row)]);
        }
        return to;
    }

    private static void copy(BytesColumn from, int row, BytesColumn to) {
        to.append(from.data(), from.start(row), from.length(row));
    }
}
