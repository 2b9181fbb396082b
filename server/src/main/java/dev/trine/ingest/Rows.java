package dev.trine.ingest;

import dev.trine.model.Batch;
import dev.trine.model.BytesColumn;
import dev.trine.model.Column;
import dev.trine.model.IntColumn;
import dev.trine.model.LogBatch;
import dev.trine.model.LongColumn;
import dev.trine.model.MetricBatch;
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
