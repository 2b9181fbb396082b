package dev.trine.query.promql.range;

import java.util.Arrays;

/// A growing list of indexes that ascend, read through windows that move forward.
final class Indexes {
    private int[] indexes = new int[4];
    private int length;
    private int from;

    void add(int index) {
        if (length == indexes.length) {
            indexes = Arrays.copyOf(indexes, 2 * length);
        }
        indexes[length++] = index;
    }

    boolean isEmpty() {
        return length == 0;
    }

    /// Moves to the first one that is greater than an index.
    void moveBehind(int index) {
        while (from < length && indexes[from] <= index) {
            from++;
        }
    }

    /// The position of the first one moved to.
    int position() {
        return from;
    }

    /// The one at a position, or a number above all indexes.
    int at(int position) {
        return position < length ? indexes[position] : Integer.MAX_VALUE;
    }
}
