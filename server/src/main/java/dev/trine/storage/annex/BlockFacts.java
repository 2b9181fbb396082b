package dev.trine.storage.annex;

import dev.trine.model.IntColumn;
import dev.trine.storage.codec.ByteSink;
import dev.trine.storage.codec.ByteSource;
import dev.trine.storage.codec.MalformedPageException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/// Which values some integer columns of a block have, and how long its spans last.
///
/// ```
/// ┌─────────────────────────────────────────┬─────────────────┬─────────────────────────────────┐
/// │ shortest, zigzag │ longest, zigzag      │ columns, varint │ per column: number, varint      │
/// │ (nanoseconds; 1 and 0: nothing is said) │                 │ values, varint │ each, zigzag   │
/// └─────────────────────────────────────────┴─────────────────┴─────────────────────────────────┘
/// ```
///
/// @param shortestNanos shortest duration; `Long.MIN_VALUE` when that is not known
/// @param longestNanos longest duration; `Long.MAX_VALUE` when that is not known
/// @param values the distinct values of columns, rising, by the column's number
public record BlockFacts(long shortestNanos, long longestNanos, Map<Integer, int[]> values) {
    /// Columns with more values in a block are left out.
    static final int MAX_VALUES = 256;

    private static final int MAX_COLUMNS = 64;

    public BlockFacts {
        values = Map.copyOf(values);
    }

    /// Facts without values yet, of rows that don't last.
    public static BlockFacts none() {
        return new BlockFacts(Long.MIN_VALUE, Long.MAX_VALUE, Map.of());
    }

    /// The same with the values of one more column, unless there are too many.
    public BlockFacts with(int number, IntColumn column) {
        int[] distinct = new int[16];
        int size = 0;
        for (int row = 0, rows = column.size(); row < rows; row++) {
            int value = column.get(row);
            if (size > 0 && row > 0 && value == column.get(row - 1)) {
                continue;
            }
            int at = Arrays.binarySearch(distinct, 0, size, value);
            if (at < 0) {
                if (size == MAX_VALUES) {
                    return this;
                }
                distinct = size == distinct.length ? Arrays.copyOf(distinct, size * 2) : distinct;
                System.arraycopy(distinct, -at - 1, distinct, -at, size + at + 1);
                distinct[-at - 1] = value;
                size++;
            }
        }
        Map<Integer, int[]> more = new TreeMap<>(values);
        more.put(number, Arrays.copyOf(distinct, size));
        return new BlockFacts(shortestNanos, longestNanos, more);
    }

    /// Whether some row may have a wanted value in a column.
    public boolean mayHave(int column, IntPredicate wanted) {
        int[] known = values.get(column);
        return known == null || Arrays.stream(known).anyMatch(wanted);
    }

    /// Whether some row may last from one time to another.
    public boolean mayLast(long minNanos, long maxNanos) {
        return longestNanos >= minNanos && shortestNanos <= maxNanos;
    }

    public void encode(ByteSink out) {
        boolean known = longestNanos != Long.MAX_VALUE || shortestNanos != Long.MIN_VALUE;
        out.putZigzag(known ? shortestNanos : 1);
        out.putZigzag(known ? longestNanos : 0);
        out.putVarint(values.size());
        new TreeMap<>(values)
                .forEach((column, distinct) -> {
                    out.putVarint(column);
                    out.putVarint(distinct.length);
                    for (int value : distinct) {
                        out.putZigzag(value);
                    }
                });
    }

    /// @throws MalformedPageException when the bytes are not facts
    public static BlockFacts decode(byte[] annex) {
        ByteSource in = new ByteSource(annex);
        long shortest = in.getZigzag();
        long longest = in.getZigzag();
        Map<Integer, int[]> values = new TreeMap<>();
        for (int left = in.getCount("columns", MAX_COLUMNS); left > 0; left--) {
            int column = in.getCount("column", MAX_COLUMNS);
            int[] distinct = new int[in.getCount("values", MAX_VALUES)];
            for (int i = 0; i < distinct.length; i++) {
                long value = in.getZigzag();
                distinct[i] = (int) value;
                if (distinct[i] != value) {
                    throw new MalformedPageException("value: " + value + " (expected: 32 bits)");
                }
            }
            values.put(column, distinct);
        }
        boolean known = shortest <= longest;
        return new BlockFacts(
                known ? shortest : Long.MIN_VALUE, known ? longest : Long.MAX_VALUE, values);
    }
}
