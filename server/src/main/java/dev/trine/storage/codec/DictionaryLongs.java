package dev.trine.storage.codec;

import java.util.Arrays;

/// Distinct values once, in rising order, and for each row which one it has. Pays where few values
/// repeat in any order: times shared by the points of one export, status codes, bucket counts.
///
/// ```
/// ┌─────────────────┬────────────────────────────┬───────────────────────────────────────────┐
/// │ distinct, varint│ values: an integer page    │ index of each row, packed bits, width of  │
/// │                 │                            │ distinct - 1                              │
/// └─────────────────┴────────────────────────────┴───────────────────────────────────────────┘
/// ```
final class DictionaryLongs {
    /// More distinct values than this seldom pay, and finding them costs more.
    static final int MAX_DISTINCT = 4096;

    private long[] slots = new long[0];
    private boolean[] used = new boolean[0];
    private int[] indexOf = new int[0];
    private long[] distinct = new long[0];
    private long[] indexes = new long[0];
    private int mask;
    private int size;

    /// Collects the distinct values.
    ///
    /// @return false when there are more than a dictionary is good for
    boolean collect(long[] values, int count) {
        int limit = Math.min(MAX_DISTINCT, count / 2);
        reserve(limit);
        size = 0;
        for (int i = 0; i < count; i++) {
            if (i > 0 && values[i] == values[i - 1]) {
                continue;
            }
            int slot = slot(values[i]);
            if (!used[slot]) {
                if (size == limit) {
                    return false;
                }
                used[slot] = true;
                slots[slot] = values[i];
                distinct[size++] = values[i];
            }
        }
        Arrays.sort(distinct, 0, size);
        return true;
    }

    /// Bytes that [#encode] will write.
    long size(int count) {
        long page = PackedLongs.size(distinct, size);
        int width = BitPacking.width(size - 1);
        return PackedLongs.varintSize(size) + 1 + page + BitPacking.byteLength(count, width);
    }

    void encode(long[] values, int count, LongPageEncoder pages, ByteSink out) {
        out.putVarint(size);
        pages.simple(distinct, size, out);
        for (int i = 0; i < size; i++) {
            indexOf[slot(distinct[i])] = i;
        }
        if (indexes.length < count) {
            indexes = new long[count];
        }
        for (int i = 0; i < count; i++) {
            indexes[i] = indexOf[slot(values[i])];
        }
        BitPacking.pack(indexes, 0, count, 0, BitPacking.width(size - 1), out);
    }

    static void decode(LongPageDecoder pages, ByteSource in, long[] into, int count, int depth) {
        int size = in.getCount("distinct values", MAX_DISTINCT);
        if (size == 0) {
            throw new MalformedPageException(
                    "distinct values: 0 (expected: 1.." + MAX_DISTINCT + ")");
        }
        long[] distinct = new long[size];
        pages.decode(in, distinct, size, depth + 1);
        BitPacking.unpack(in, into, 0, count, 0, BitPacking.width(size - 1));
        for (int i = 0; i < count; i++) {
            long index = into[i];
            if (index >= size) {
                throw new MalformedPageException("index: " + index + " (expected: < " + size + ")");
            }
            into[i] = distinct[(int) index];
        }
    }

    /// Makes the table empty, and at most a quarter full with so many values.
    private void reserve(int values) {
        int capacity = Integer.highestOneBit(Math.max(4, values)) * 8;
        mask = capacity - 1;
        if (slots.length < capacity) {
            slots = new long[capacity];
            used = new boolean[capacity];
            indexOf = new int[capacity];
            distinct = new long[capacity / 4];
        } else {
            Arrays.fill(used, 0, capacity, false);
        }
    }

    private int slot(long value) {
        int slot = (int) ((value * 0x9E3779B97F4A7C15L) >>> 40) & mask;
        while (used[slot] && slots[slot] != value) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
