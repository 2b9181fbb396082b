package dev.trine.storage.head;

import dev.trine.model.Batch;
import dev.trine.model.BytesColumn;
import dev.trine.model.Column;
import dev.trine.model.IntColumn;
import dev.trine.model.LongColumn;
import dev.trine.model.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The block of a head that still takes rows. Guarded by its head.
final class OpenBlock {
    private static final int FIRST_CAPACITY = 64;

    private final List<Column> columns;
    private int rows;
    private long bytes;
    private long minNanos = Long.MAX_VALUE;
    private long maxNanos = Long.MIN_VALUE;

    OpenBlock(Schema schema) {
        columns = new ArrayList<>(schema.columns().size());
        for (Schema.Field field : schema.columns()) {
            columns.add(
                    switch (field.type()) {
                        case INT -> new IntColumn(FIRST_CAPACITY);
                        case LONG -> new LongColumn(FIRST_CAPACITY);
                        case BYTES -> new BytesColumn(FIRST_CAPACITY, 64);
                    });
        }
    }

    int rows() {
        return rows;
    }

    /// Raw bytes of the rows: what the bound of a block counts.
    long bytes() {
        return bytes;
    }

    long minNanos() {
        return minNanos;
    }

    long maxNanos() {
        return maxNanos;
    }

    /// Takes rows `[from, to)`.
    ///
    /// @param replaced column number → values that stand in for the batch's own; null = the batch's
    void append(Batch batch, int from, int to, @Nullable IntColumn[] replaced) {
        for (int i = 0; i < columns.size(); i++) {
            Column source = replaced[i] == null ? batch.columns().get(i) : replaced[i];
            appendColumn(columns.get(i), source, from, to);
        }
        for (int row = from; row < to; row++) {
            long nanos = RowTimes.nanos(batch, row);
            minNanos = Math.min(minNanos, nanos);
            maxNanos = Math.max(maxNanos, nanos);
        }
        rows += to - from;
        bytes += rawBytes(batch, from, to);
    }

    /// The rows so far, sharing arrays: later rows do not show.
    List<Column> view() {
        List<Column> view = new ArrayList<>(columns.size());
        for (Column column : columns) {
            view.add(
                    switch (column) {
                        case IntColumn ints -> new IntColumn(ints.array(), rows);
                        case LongColumn longs -> new LongColumn(longs.array(), rows);
                        case BytesColumn bytes -> new BytesColumn(bytes.data(), bytes.ends(), rows);
                    });
        }
        return view;
    }

    /// The rows in arrays of just their size, or in shared ones.
    ///
    /// @param bytes of the arrays that are not shared
    record Trimmed(List<Column> columns, long bytes) {}

    Trimmed trimmed(ConstantColumns constants) {
        List<Column> trimmed = new ArrayList<>(columns.size());
        long own = 0;
        for (Column column : columns) {
            Column shared =
                    switch (column) {
                        case IntColumn ints -> constants.of(ints);
                        case LongColumn longs -> constants.of(longs);
                        case BytesColumn bytes -> constants.of(bytes);
                    };
            Column kept = shared == null ? trimmed(column) : shared;
            own += shared == null ? kept.heapBytes() : 0;
            trimmed.add(kept);
        }
        return new Trimmed(trimmed, own);
    }

    private Column trimmed(Column column) {
        return switch (column) {
            case IntColumn ints -> new IntColumn(Arrays.copyOf(ints.array(), rows), rows);
            case LongColumn longs -> new LongColumn(Arrays.copyOf(longs.array(), rows), rows);
            case BytesColumn bytes ->
                    new BytesColumn(
                            Arrays.copyOf(bytes.data(), bytes.dataSize()),
                            Arrays.copyOf(bytes.ends(), rows),
                            rows);
        };
    }

    long heapBytes() {
        return heapBytes(columns);
    }

    static long heapBytes(List<Column> columns) {
        long bytes = 0;
        for (Column column : columns) {
            bytes += column.heapBytes();
        }
        return bytes;
    }

    /// Raw bytes of some rows of a batch: 4 or 8 a number, and the strings with 4 bytes of length.
    static long rawBytes(Batch batch, int from, int to) {
        long bytes = 0;
        for (Column column : batch.columns()) {
            bytes +=
                    switch (column) {
                        case IntColumn ignored -> 4L * (to - from);
                        case LongColumn ignored -> 8L * (to - from);
                        case BytesColumn strings ->
                                4L * (to - from)
                                        + (to == from
                                                ? 0
                                                : strings.end(to - 1) - strings.start(from));
                    };
        }
        return bytes;
    }

    private static void appendColumn(Column into, Column from, int first, int end) {
        switch (into) {
            case IntColumn ints -> ints.appendAll((IntColumn) from, first, end);
            case LongColumn longs -> longs.appendAll((LongColumn) from, first, end);
            case BytesColumn bytes -> bytes.appendAll((BytesColumn) from, first, end);
        }
    }
}
