package dev.trine.storage.head;

import dev.trine.model.BytesColumn;
import dev.trine.model.IntColumn;
import dev.trine.model.LongColumn;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Columns of full blocks that hold one value in all rows, over arrays that blocks share: of metric
/// points from Prometheus that is more than half of the columns. Guarded by its head.
final class ConstantColumns {
    /// Different values that are shared at most.
    private static final int MAX_VALUES = 16;

    private static final byte[] NOTHING = {};

    private final Map<Integer, int[]> ints = new HashMap<>();
    private long @Nullable [] zeros;

    /// A column of one value in place of another column; null when that has several or too many have
    /// been seen.
    @Nullable IntColumn of(IntColumn column) {
        int value = column.get(0);
        int[] values = column.array();
        for (int row = 1; row < column.size(); row++) {
            if (values[row] != value) {
                return null;
            }
        }
        int[] shared = shared(value);
        return shared == null ? null : new IntColumn(shared, column.size());
    }

    /// The same for zeros.
    @Nullable LongColumn of(LongColumn column) {
        long[] values = column.array();
        for (int row = 0; row < column.size(); row++) {
            if (values[row] != 0) {
                return null;
            }
        }
        if (zeros == null) {
            zeros = new long[Head.BLOCK_ROWS];
        }
        return new LongColumn(zeros, column.size());
    }

    /// The same for empty values.
    @Nullable BytesColumn of(BytesColumn column) {
        int[] ends = column.dataSize() == 0 ? shared(0) : null;
        return ends == null ? null : new BytesColumn(NOTHING, ends, column.size());
    }

    private int @Nullable [] shared(int value) {
        int[] known = ints.get(value);
        if (known == null && ints.size() < MAX_VALUES) {
            known = new int[Head.BLOCK_ROWS];
            Arrays.fill(known, value);
            ints.put(value, known);
        }
        return known;
    }

    long heapBytes() {
        long arrays = (long) ints.size() * Integer.BYTES * Head.BLOCK_ROWS;
        return arrays + (zeros == null ? 0 : (long) Long.BYTES * Head.BLOCK_ROWS);
    }
}
