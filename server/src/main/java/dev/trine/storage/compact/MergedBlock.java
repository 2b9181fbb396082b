package dev.trine.storage.compact;

import dev.trine.model.Batch;
import dev.trine.model.BytesColumn;
import dev.trine.model.Column;
import dev.trine.model.IntColumn;
import dev.trine.model.LongColumn;
import dev.trine.model.Schema;
import dev.trine.storage.head.Head;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The block that a merge is filling. One thread.
final class MergedBlock {
    private final Schema schema;
    private List<Column> columns;
    private int rows;
    private long bytes;

    MergedBlock(Schema schema) {
        this.schema = schema;
        this.columns = empty();
    }

    int rows() {
        return rows;
    }

    List<Column> columns() {
        return columns;
    }

    /// How many of some rows still fit: all, some, or none; at least one when the block is empty.
    int fitting(Batch batch, int from, int to) {
        int end = Math.min(to, from + Head.BLOCK_ROWS - rows);
        long room = Head.BLOCK_BYTES - bytes;
        if (rawBytes(batch, from, end) <= room) {
            return end - from;
        }
        int row = from;
        while (row < end) {
            room -= rawBytes(batch, row, row + 1);
            if (room < 0 && (row > from || rows > 0)) {
                break;
            }
            row++;
        }
        return row - from;
    }

    /// Takes rows that fit.
    ///
    /// @param numbers by column: what its values, numbers of the part's tables, become; null = as
    ///     they are
    void append(Batch batch, int from, int to, int[] @Nullable [] numbers) {
        for (int i = 0; i < columns.size(); i++) {
            append(columns.get(i), batch.columns().get(i), from, to, numbers[i]);
        }
        rows += to - from;
        bytes += rawBytes(batch, from, to);
    }

    private static void append(
            Column into, Column from, int first, int end, int @Nullable [] numbers) {
        switch (into) {
            case IntColumn ints -> {
                IntColumn source = (IntColumn) from;
                if (numbers == null) {
                    ints.appendAll(source, first, end);
                } else {
                    for (int row = first; row < end; row++) {
                        ints.append(numbers[source.get(row)]);
                    }
                }
            }
            case LongColumn longs -> longs.appendAll((LongColumn) from, first, end);
            case BytesColumn strings -> strings.appendAll((BytesColumn) from, first, end);
        }
    }

    /// Gives up all rows before one; those from there on begin the next block.
    void keepFrom(int row) {
        List<Column> before = columns;
        int count = rows;
        columns = empty();
        for (int i = 0; i < columns.size(); i++) {
            append(columns.get(i), before.get(i), row, count, null);
        }
        rows = count - row;
        bytes = 0;
        for (Column column : columns) {
            bytes += rawBytes(column, 0, rows);
        }
    }

    /// The first rows of a column, sharing its arrays.
    static Column first(Column column, int rows) {
        return switch (column) {
            case IntColumn ints -> new IntColumn(ints.array(), rows);
            case LongColumn longs -> new LongColumn(longs.array(), rows);
            case BytesColumn strings -> new BytesColumn(strings.data(), strings.ends(), rows);
        };
    }

    private List<Column> empty() {
        List<Column> made = new ArrayList<>(schema.columns().size());
        for (Schema.Field field : schema.columns()) {
            made.add(
                    switch (field.type()) {
                        case INT -> new IntColumn(Head.BLOCK_ROWS);
                        case LONG -> new LongColumn(Head.BLOCK_ROWS);
                        case BYTES -> new BytesColumn(Head.BLOCK_ROWS, 1 << 12);
                    });
        }
        return made;
    }

    private static long rawBytes(Batch batch, int from, int to) {
        long bytes = 0;
        for (Column column : batch.columns()) {
            bytes += rawBytes(column, from, to);
        }
        return bytes;
    }

    private static long rawBytes(Column column, int from, int to) {
        return switch (column) {
            case IntColumn ignored -> 4L * (to - from);
            case LongColumn ignored -> 8L * (to - from);
            case BytesColumn strings ->
                    4L * (to - from) + (to == from ? 0 : strings.end(to - 1) - strings.start(from));
        };
    }
}
