package dev.trine.storage.annex;

import dev.trine.storage.codec.BlockBloomFilter;
import dev.trine.storage.codec.ByteSink;
import dev.trine.storage.codec.Hash64;
import java.util.Arrays;

/// Collects the words of one block and makes a filter of them. Reused from block to block; one thread.
///
/// ```
/// ┌────────────────────────────────────────────┬────────────────────────────────────┐
/// │ lengths of words, u64: bit 63 is 63 and up │ BlockBloomFilter, 16 bits a word   │
/// └────────────────────────────────────────────┴────────────────────────────────────┘
/// ```
public final class WordSet {
    private static final int MAX_LENGTH = 63;

    private long[] slots = new long[1 << 12];
    private int size;
    private long lengths;

    /// Forgets all words.
    public void clear() {
        Arrays.fill(slots, 0);
        size = 0;
        lengths = 0;
    }

    /// Adds the words of `data[from, to)`.
    public void text(byte[] data, int from, int to) {
        int at = Words.start(data, from, to);
        while (at < to) {
            int end = Words.end(data, at, to);
            lengths |= 1L << Math.min(MAX_LENGTH, end - at);
            add(Words.hash(data, at, end));
            at = Words.start(data, end, to);
        }
    }

    /// Adds a trace id.
    public void trace(long high, long low) {
        add(Hash64.of(high, low));
    }

    /// Writes the filter.
    public void encode(ByteSink out) {
        BlockBloomFilter filter = new BlockBloomFilter(size);
        for (long hash : slots) {
            if (hash != 0) {
                filter.add(hash);
            }
        }
        out.putLong(lengths);
        filter.encode(out);
    }

    /// @return whether it is new; 0 is never
    boolean add(long hash) {
        if (hash == 0) {
            return false;
        }
        int mask = slots.length - 1;
        int slot = (int) (hash >>> 32) & mask;
        while (slots[slot] != 0) {
            if (slots[slot] == hash) {
                return false;
            }
            slot = (slot + 1) & mask;
        }
        slots[slot] = hash;
        if (++size * 2 > slots.length) {
            grow();
        }
        return true;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 4];
        int mask = slots.length - 1;
        for (long hash : old) {
            if (hash != 0) {
                int slot = (int) (hash >>> 32) & mask;
                while (slots[slot] != 0) {
                    slot = (slot + 1) & mask;
                }
                slots[slot] = hash;
            }
        }
    }
}
