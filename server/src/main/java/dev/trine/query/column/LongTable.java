package dev.trine.query.column;

import dev.trine.query.exec.Query;
import java.util.Arrays;

/// Numbers the distinct values put into it from 0 on, in order of arrival: a set, or the index of
/// arrays beside it. Open addressing with linear probing; values should be hashes or mix well.
/// Grows under the query's memory budget. Not safe for use by several threads.
public final class LongTable {
    private static final int ENTRY_BYTES = Long.BYTES + 2 * Integer.BYTES;

    private final Query query;
    private long[] values;
    private int[] slots;
    private int size;

    /// @param query charged for what the table holds
    public LongTable(Query query, int capacity) {
        this.query = query;
        int slotCount = Integer.highestOneBit(Math.max(16, capacity)) * 2;
        values = new long[slotCount / 2];
        slots = new int[slotCount];
        query.charge((long) values.length * ENTRY_BYTES);
    }

    /// The number of a value, adding it when it is new: then the number is the former [#size()].
    public int add(long value) {
        int slot = slot(value);
        if (slots[slot] != 0) {
            return slots[slot] - 1;
        }
        if (size == values.length) {
            grow();
            slot = slot(value);
        }
        values[size] = value;
        slots[slot] = ++size;
        return size - 1;
    }

    /// The number of a value, or -1 when it is not in the table.
    public int find(long value) {
        return slots[slot(value)] - 1;
    }

    public int size() {
        return size;
    }

    /// The value with a number.
    public long get(int number) {
        return values[number];
    }

    /// Gives back what the query was charged with; the table is not used after that.
    public void release() {
        query.release((long) values.length * ENTRY_BYTES);
    }

    private int slot(long value) {
        int mask = slots.length - 1;
        int slot = (int) Hashing.mix(value) & mask;
        while (slots[slot] != 0 && values[slots[slot] - 1] != value) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        query.charge((long) values.length * ENTRY_BYTES);
        values = Arrays.copyOf(values, values.length * 2);
        slots = new int[slots.length * 2];
        for (int number = 0; number < size; number++) {
            slots[slot(values[number])] = number + 1;
        }
    }
}
