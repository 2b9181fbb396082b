package dev.trine.storage.codec;

import dev.trine.model.BytesColumn;
import java.util.Arrays;

/// Distinct byte strings once, in the order of first appearance, and for each row which one it has.
///
/// ```
/// ┌──────────────────┬───────────────────────┬──────────────────────────────────────────────┐
/// │ distinct, varint │ values: a bytes page  │ index of each row: an integer page           │
/// │                  │ (RAW, CONST or ZSTD)  │                                              │
/// └──────────────────┴───────────────────────┴──────────────────────────────────────────────┘
/// ```
final class DictionaryBytes {
    /// More distinct values than this seldom pay, and finding them costs more.
    static final int MAX_DISTINCT = 4096;

    private int[] rowOfSlot = new int[0];
    private int[] indexOfSlot = new int[0];
    private int[] distinctRows = new int[0];
    private long[] indexes = new long[0];
    private int size;
    private long distinctBytes;

    /// Collects the distinct values.
    ///
    /// @return false when there are more than a dictionary is good for
    boolean collect(byte[] data, int[] ends, int count) {
        int limit = Math.min(MAX_DISTINCT, count / 2);
        int mask = reserve(limit, count);
        size = 0;
        distinctBytes = 0;
        for (int row = 0; row < count; row++) {
            int start = row == 0 ? 0 : ends[row - 1];
            int slot = (int) (Hash64.of(data, start, ends[row]) >>> 40) & mask;
            while (rowOfSlot[slot] >= 0 && !same(data, ends, rowOfSlot[slot], row)) {
                slot = (slot + 1) & mask;
            }
            if (rowOfSlot[slot] < 0) {
                if (size == limit) {
                    return false;
                }
                rowOfSlot[slot] = row;
                indexOfSlot[slot] = size;
                distinctRows[size++] = row;
                distinctBytes += ends[row] - start;
            }
            indexes[row] = indexOfSlot[slot];
        }
        return true;
    }

    /// Bytes of all distinct values.
    long distinctBytes() {
        return distinctBytes;
    }

    void encode(byte[] data, int[] ends, int count, PageEncoder pages, ByteSink out) {
        byte[] values = new byte[Math.toIntExact(distinctBytes)];
        int[] valueEnds = new int[size];
        int at = 0;
        for (int i = 0; i < size; i++) {
            int row = distinctRows[i];
            int start = row == 0 ? 0 : ends[row - 1];
            System.arraycopy(data, start, values, at, ends[row] - start);
            at += ends[row] - start;
            valueEnds[i] = at;
        }
        out.putVarint(size);
        pages.simpleBytes(values, valueEnds, size, out);
        pages.longs(indexes, count, out);
    }

    static BytesColumn decode(PageDecoder pages, ByteSource in, int count, int maxBytes) {
        int size = in.getCount("distinct values", MAX_DISTINCT);
        BytesColumn values = pages.simpleBytes(in, size, maxBytes);
        long[] indexes = pages.longs(in, count);
        int[] ends = new int[count];
        long total = 0;
        for (int row = 0; row < count; row++) {
            long index = indexes[row];
            if (index < 0 || index >= size) {
                throw new MalformedPageException("index: " + index + " (expected: < " + size + ")");
            }
            total += values.length((int) index);
            if (total > maxBytes) {
                throw new MalformedPageException("bytes: more than " + maxBytes);
            }
            ends[row] = (int) total;
        }
        byte[] data = new byte[(int) total];
        for (int row = 0; row < count; row++) {
            int index = (int) indexes[row];
            int length = values.length(index);
            System.arraycopy(values.data(), values.start(index), data, ends[row] - length, length);
        }
        return new BytesColumn(data, ends, count);
    }

    /// Makes the table empty, and at most a quarter full with so many values.
    private int reserve(int values, int count) {
        int capacity = Integer.highestOneBit(Math.max(4, values)) * 8;
        if (rowOfSlot.length < capacity) {
            rowOfSlot = new int[capacity];
            indexOfSlot = new int[capacity];
            distinctRows = new int[capacity / 4];
        }
        Arrays.fill(rowOfSlot, 0, capacity, -1);
        if (indexes.length < count) {
            indexes = new long[count];
        }
        return capacity - 1;
    }

    private static boolean same(byte[] data, int[] ends, int one, int other) {
        int start = one == 0 ? 0 : ends[one - 1];
        int otherStart = other == 0 ? 0 : ends[other - 1];
        return Arrays.equals(data, start, ends[one], data, otherStart, ends[other]);
    }
}
