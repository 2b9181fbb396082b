package dev.trine.storage.head;

import dev.trine.model.BytesColumn;
import dev.trine.storage.codec.Hash64;
import java.util.Arrays;

/// Byte strings, each kept once and numbered from 0 in order of first appearance. A string that is
/// there already costs a hash and a comparison, and no memory. Not safe for use by several threads at
/// once; views are.
public final class InternTable {
    private static final int EMPTY = -1;

    private final BytesColumn values = new BytesColumn(4, 256);
    private long[] hashes = new long[4];
    private int[] slots = new int[16];

    public InternTable() {
        Arrays.fill(slots, EMPTY);
    }

    /// The number of `data[start, end)`, added when it is new.
    public int intern(byte[] data, int start, int end) {
        long hash = Hash64.of(data, start, end);
        int slot = slot(data, start, end, hash);
        return slots[slot] != EMPTY ? slots[slot] : add(data, start, end, hash, slot);
    }

    /// The number of `data[start, end)`; -1 when it is not there.
    public int find(byte[] data, int start, int end) {
        return slots[slot(data, start, end, Hash64.of(data, start, end))];
    }

    /// Whether `data[start, end)` is the value with a number.
    public boolean isValue(int id, byte[] data, int start, int end) {
        return Arrays.equals(values.data(), values.start(id), values.end(id), data, start, end);
    }

    /// Where it is, or where it would go.
    private int slot(byte[] data, int start, int end, long hash) {
        int mask = slots.length - 1;
        int slot = (int) hash & mask;
        while (slots[slot] != EMPTY) {
            int id = slots[slot];
            if (hashes[id] == hash && isValue(id, data, start, end)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    public int size() {
        return values.size();
    }

    /// All values so far; does not change when more are added.
    public BytesColumn view() {
        return new BytesColumn(values.data(), values.ends(), values.size());
    }

    long heapBytes() {
        return values.heapBytes() + 8L * hashes.length + 4L * slots.length;
    }

    private int add(byte[] data, int start, int end, long hash, int slot) {
        int id = values.size();
        values.append(data, start, end - start);
        if (id == hashes.length) {
            hashes = Arrays.copyOf(hashes, id * 2);
        }
        hashes[id] = hash;
        slots[slot] = id;
        if (values.size() * 2 > slots.length) {
            slots = SlotTable.grow(slots.length * 2, hashes, values.size());
        }
        return id;
    }
}
