package dev.trine.model;

import java.util.Arrays;
import java.util.Objects;

/// A column of 32-bit integers.
public final class IntColumn implements Column {
    private int[] values;
    private int size;

    /// An empty column with room for `capacity` values.
    public IntColumn(int capacity) {
        values = new int[capacity];
    }

    /// A full column over `values[0, size)`; takes ownership of the array.
    public IntColumn(int[] values, int size) {
        if (size < 0 || size > values.length) {
            throw new IllegalArgumentException(
                    "size: " + size + " (expected: 0.." + values.length + ")");
        }
        this.values = values;
        this.size = size;
    }

    public void append(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.max(16, size * 2));
        }
        values[size++] = value;
    }

    /// Adds one value as often as it takes to have `newSize` values.
    public void padTo(int newSize, int value) {
        if (newSize > values.length) {
            values = Arrays.copyOf(values, Math.max(newSize, size * 2));
        }
        if (newSize > size) {
            Arrays.fill(values, size, newSize, value);
            size = newSize;
        }
    }

    /// Adds the values of rows `[from, to)` of another column.
    public void appendAll(IntColumn source, int from, int to) {
        Objects.checkFromToIndex(from, to, source.size);
        int needed = Math.addExact(size, to - from);
        if (needed > values.length) {
            values = Arrays.copyOf(values, Math.max(needed, Math.max(16, size * 2)));
        }
        System.arraycopy(source.values, from, values, size, to - from);
        size = needed;
    }

    public int get(int row) {
        return values[row];
    }

    /// Removes all values from `newSize` on.
    public void truncate(int newSize) {
        size = Math.min(size, newSize);
    }

    /// The values themselves, valid in `[0, size())`; not a copy.
    public int[] array() {
        return values;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long heapBytes() {
        return 32 + 4L * values.length;
    }
}
