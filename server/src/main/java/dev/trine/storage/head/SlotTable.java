package dev.trine.storage.head;

import java.util.Arrays;

/// The slots of an open-addressed hash table over numbered things, at most half full, linear probing.
final class SlotTable {
    private SlotTable() {}

    /// New slots with things `[0, size)` in them by their hashes.
    static int[] grow(int capacity, long[] hashes, int size) {
        int[] slots = new int[capacity];
        Arrays.fill(slots, -1);
        int mask = capacity - 1;
        for (int id = 0; id < size; id++) {
            int slot = (int) hashes[id] & mask;
            while (slots[slot] != -1) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = id;
        }
        return slots;
    }
}
