package dev.trine.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/// A column of byte strings, laid end to end in one array. Text is UTF-8. An absent value is an
/// empty one: OTLP (proto3) makes no difference between the two.
public final class BytesColumn implements Column {
    private byte[] data;
    private int[] ends;
    private int size;

    /// An empty column with room for `capacity` values of `bytesCapacity` bytes in all.
    public BytesColumn(int capacity, int bytesCapacity) {
        ends = new int[capacity];
        data = new byte[bytesCapacity];
    }

    /// A full column: value `i` is `data[ends[i - 1], ends[i])`, the first starts at 0. Takes
    /// ownership of both arrays.
    public BytesColumn(byte[] data, int[] ends, int size) {
        if (size < 0 || size > ends.length || (size > 0 && ends[size - 1] > data.length)) {
            throw new IllegalArgumentException(
                    "size: "
                            + size
                            + " (expected: 0.."
                            + ends.length
                            + ", the last end within the data)");
        }
        this.data = data;
        this.ends = ends;
        this.size = size;
    }

    /// Adds one value, copying it.
    public void append(byte[] source, int offset, int length) {
        reserve(length);
        System.arraycopy(source, offset, data, dataSize(), length);
        commit(length);
    }

    public void append(byte[] value) {
        append(value, 0, value.length);
    }

    /// Adds the values of rows `[from, to)` of another column, copying them.
    public void appendAll(BytesColumn source, int from, int to) {
        Objects.checkFromToIndex(from, to, source.size);
        int start = source.start(from);
        int length = (to == from ? start : source.ends[to - 1]) - start;
        reserve(length);
        int shift = dataSize() - start;
        System.arraycopy(source.data, start, data, start + shift, length);
        int needed = Math.addExact(size, to - from);
        if (needed > ends.length) {
            ends = Arrays.copyOf(ends, Math.max(needed, Math.max(16, size * 2)));
        }
        for (int row = from; row < to; row++) {
            ends[size++] = source.ends[row] + shift;
        }
    }

    public void appendEmpty() {
        commit(0);
    }

    /// Adds empty values until there are `newSize`.
    public void padTo(int newSize) {
        if (newSize > ends.length) {
            ends = Arrays.copyOf(ends, Math.max(newSize, size * 2));
        }
        if (newSize > size) {
            Arrays.fill(ends, size, newSize, dataSize());
            size = newSize;
        }
    }

    /// Makes sure that `length` more bytes fit behind [#dataSize()]; write them into [#data()]
    /// there, then [#commit(int)].
    public void reserve(int length) {
        reserve(length, 0);
    }

    /// The same for a writer that knows how far it is: when the column has to grow, it grows to hold
    /// `total` bytes, but never to less than twice its size.
    ///
    /// @param total how many bytes the column will have in the end, as far as one can tell
    public void reserve(int length, long total) {
        int needed = Math.addExact(dataSize(), length);
        if (needed > data.length) {
            long size = Math.max(Math.max(64, needed), Math.max(growth(data.length), total));
            data = Arrays.copyOf(data, (int) Math.min(Integer.MAX_VALUE - 16L, size));
        }
    }

    /// Closes a value made of the `length` bytes written behind [#dataSize()].
    public void commit(int length) {
        int end = dataSize() + length;
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, Math.max(16, size * 2));
        }
        ends[size++] = end;
    }

    /// Removes all values from `newSize` on.
    public void truncate(int newSize) {
        size = Math.min(size, newSize);
    }

    /// Offset of a value's first byte in [#data()].
    public int start(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }

    /// Offset behind a value's last byte in [#data()].
    public int end(int row) {
        return ends[row];
    }

    public int length(int row) {
        return ends[row] - start(row);
    }

    /// The bytes of all values; not a copy.
    public byte[] data() {
        return data;
    }

    /// Where each value ends, valid in `[0, size())`; not a copy.
    public int[] ends() {
        return ends;
    }

    /// How many bytes of [#data()] are in use.
    public int dataSize() {
        return size == 0 ? 0 : ends[size - 1];
    }

    /// A copy of one value.
    public byte[] copy(int row) {
        return Arrays.copyOfRange(data, start(row), ends[row]);
    }

    /// One value read as UTF-8.
    public String text(int row) {
        int start = start(row);
        return new String(data, start, ends[row] - start, StandardCharsets.UTF_8);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long heapBytes() {
        return 48 + data.length + 4L * ends.length;
    }

    private static int growth(int length) {
        return (int) Math.min(Integer.MAX_VALUE - 16L, length * 2L);
    }
}
