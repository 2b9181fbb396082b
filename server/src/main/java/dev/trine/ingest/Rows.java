package dev.trine.ingest;

import dev.trine.model.Batch;
import dev.trine.model.BytesColumn;
import dev.trine.model.Column;
import dev.trine.model.IntColumn;
import dev.trine.model.LogBatch;
import dev.trine.model.LongColumn;
import dev.trine.model.MetricBatch;
import dev.trine.model.SeriesTable;
import dev.trine.model.SpanBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Leaves rows out of a batch: the exception, so it copies and is not tuned.
final class Rows {
    private Rows() {}

    /// The batch without rows that ended before `unixNanos`; the batch itself when there are none.
    static Batch since(Batch batch, long unixNanos) {
        int[] rows = new int[batch.rows()];
        int kept = 0;
        for (int row = 0; row < rows.length; row++) {
            if (endNanos(batch, row) >= unixNanos) {
                rows[kept++] = row;
            }
        }
        return kept == rows.length ? batch : pick(batch, Arrays.copyOf(rows, kept));
    }

    /// Some rows of a batch, in the order given. Resources, scopes and series are shared with it.
    static Batch pick(Batch batch, int[] rows) {
        List<Column> columns = new ArrayList<>(batch.columns().size());
        for (Column column : batch.columns()) {
            columns.add(
                    switch (column) {
                        case IntColumn ints -> pick(ints, rows);
                        case LongColumn longs -> pick(longs, rows);
                        case BytesColumn bytes -> pick(bytes, rows);
                    });
        }
        return switch (batch) {
            case SpanBatch spans -> new SpanBatch(columns, spans.resources(), spans.scopes());
            case LogBatch logs -> new LogBatch(columns, logs.resources(), logs.scopes());
            case MetricBatch metrics ->
                    new MetricBatch(
                            columns, metrics.resources(), metrics.scopes(), metrics.seriesTable);
        };
    }

    /// A batch without some series and their rows, and without metrics that no series is left of. Rare,
    /// so not fast.
    static MetricBatch withoutSeries(MetricBatch batch, boolean[] refused) {
        SeriesTable from = batch.seriesTable;
        SeriesTable to = new SeriesTable(from.size());
        int[] metricRows = new int[from.metrics().size()];
        Arrays.fill(metricRows, -1);
        int[] seriesRows = new int[from.size()];
        for (int i = 0; i < seriesRows.length; i++) {
            seriesRows[i] = refused[i] ? -1 : to.size();
            if (!refused[i]) {
                int metric = from.metric().get(i);
                if (metricRows[metric] < 0) {
                    metricRows[metric] = to.metrics().size();
                    copy(from.metrics(), metric, to.metrics());
                }
                to.resource().append(from.resource().get(i));
                to.scope().append(from.scope().get(i));
                to.metric().append(metricRows[metric]);
                copy(from.attributes(), i, to.attributes());
            }
        }
        MetricBatch kept = (MetricBatch) pick(batch, rowsOf(batch, seriesRows));
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

    private static long endNanos(Batch batch, int row) {
        return switch (batch) {
            case SpanBatch spans -> Math.max(spans.startNanos.get(row), spans.endNanos.get(row));
            case LogBatch logs -> logs.effectiveNanos(row);
            case MetricBatch metrics -> metrics.timeNanos.get(row);
        };
    }

    private static IntColumn pick(IntColumn from, int[] rows) {
        IntColumn to = new IntColumn(rows.length);
        for (int row : rows) {
            to.append(from.get(row));
        }
        return to;
    }

    private static LongColumn pick(LongColumn from, int[] rows) {
        LongColumn to = new LongColumn(rows.length);
        for (int row : rows) {
            to.append(from.get(row));
        }
        return to;
    }

    private static BytesColumn pick(BytesColumn from, int[] rows) {
        BytesColumn to = new BytesColumn(rows.length, from.dataSize());
        for (int row : rows) {
            to.append(from.data(), from.start(row), from.length(row));
        }
        return to;
    }
}
