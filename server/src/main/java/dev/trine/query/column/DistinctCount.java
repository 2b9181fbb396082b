package dev.trine.query.column;

/// Counts distinct 64-bit hashes: exactly up to 8,192 of them, beyond that from a sample of 4,096 to
/// 8,192, which is off by about 1.5 % (one standard deviation). At most 128 KiB. Not safe for use by
/// several threads.
///
/// Adaptive sampling: only hashes that end in `level` zero bits are kept, and each time too many of
/// them have come the level goes up. Source: P. Flajolet, "On adaptive sampling", Computing 43, 1990.
public final class DistinctCount {
    private static final int CAPACITY = 8_192;

    private long[] slots = new long[16];
    private int size;
    private int level;
    private boolean zero;

    /// Rows of one trace come together, so most hashes are the one before again.
    private long last;

    /// @param hash well mixed in all its bits
    public void add(long hash) {
        if (hash == last) {
            zero |= hash == 0;
            return;
        }
        last = hash;
        if (hash == 0) {
            zero = true;
        } else if ((hash & levelMask()) == 0 && insert(hash)) {
            while (size > CAPACITY) {
                level++;
                rebuild(slots.length);
            }
        }
    }

    /// The number of distinct hashes, exact or estimated.
    public long count() {
        return ((long) size << level) + (zero ? 1 : 0);
    }

    private long levelMask() {
        return (1L << level) - 1;
    }

    private boolean insert(long hash) {
        int mask = slots.length - 1;
        // The low bits choose the sample, so the high ones choose the slot.
        int slot = (int) (hash >>> 40) & mask;
        while (slots[slot] != 0) {
            if (slots[slot] == hash) {
                return false;
            }
            slot = (slot + 1) & mask;
        }
        slots[slot] = hash;
        size++;
        if (size * 2 > slots.length) {
            rebuild(slots.length * 2);
        }
        return true;
    }

    private void rebuild(int newLength) {
        long[] old = slots;
        slots = new long[newLength];
        size = 0;
        for (long hash : old) {
            if (hash != 0 && (hash & levelMask()) == 0) {
                insert(hash);
            }
        }
    }
}
