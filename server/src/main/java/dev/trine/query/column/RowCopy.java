package dev.trine.query.column;

import dev.trine.model.BytesColumn;
import dev.trine.model.Column;
import dev.trine.model.IntColumn;
import dev.trine.model.LongColumn;
import java.util.ArrayList;
import java.util.List;

/// Copies chosen rows out of columns, so that a few rows do not keep a whole batch in memory.
public final class RowCopy {
    private RowCopy() {}

    /// New columns with the given rows of the old ones, in that order.
    ///
    /// @param rows valid in `[0, count)`
    public static List<Column> columns(List<Column> columns, int[] rows, int count) {
        List<Column> copies = new ArrayList<>(columns.size());
        for (Column column : columns) {
            copies.add(
                    switch (column) {
                        case IntColumn ints -> ints(ints, rows, count);
                        case LongColumn longs -> longs(longs, rows, count);
                        case BytesColumn bytes -> bytes(bytes, rows, count);
                    });
        }
        return copies;
    }

    private static IntColumn ints(IntColumn from, int[] rows, int count) {
        IntColumn copy = new IntColumn(count);
        if (from.size() > 0) {
            for (int i = 0; i < count; i++) {
                copy.append(from.get(rows[i]));
            }
        }
        return copy;
    }

    private static LongColumn longs(LongColumn from, int[] rows, int count) {
        LongColumn copy = new LongColumn(count);
        if (from.size() > 0) {
            for (int i = 0; i < count; i++) {
                copy.append(from.get(rows[i]));
            }
        }
        return copy;
    }

    private static BytesColumn bytes(BytesColumn from, int[] rows, int count) {
        if (from.size() == 0) {
            return new BytesColumn(0, 0);
        }
        int length = 0;
        for (int i = 0; i < count; i++) {
            length = Math.addExact(length, from.length(rows[i]));
        }
        BytesColumn copy = new BytesColumn(count, length);
        for (int i = 0; i < count; i++) {
            copy.append(from.data(), from.start(rows[i]), from.length(rows[i]));
        }
        return copy;
    }
}
