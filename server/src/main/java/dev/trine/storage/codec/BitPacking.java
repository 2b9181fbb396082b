package dev.trine.storage.codec;

import java.util.Arrays;

/// Unsigned integers of a fixed width laid bit by bit, the lowest bit first, without gaps; the last
/// byte is filled up with zero bits.
///
/// ```
/// width 3, values 5 1 7:   bits  1 0 1 │ 1 0 0 │ 1 1 1 → bytes 0b11_001_101, 0b0000000_1
/// ```
final class BitPacking {
    private BitPacking() {}

    /// Bits needed to hold every value in `[0, range]`, `range` unsigned: 0 to 64.
    static int width(long range) {
        return Long.SIZE - Long.numberOfLeadingZeros(range);
    }

    static long byteLength(int count, int width) {
        return ((long) count * width + 7) >>> 3;
    }

    /// Packs `values[i] - base` of the first `count` values; each must fit the width.
    static void pack(long[] values, int count, long base, int width, ByteSink out) {
        if (width == 0) {
            return;
        }
        long word = 0;
        int used = 0;
        for (int i = 0; i < count; i++) {
            long value = values[i] - base;
            word |= value << used;
            used += width;
            if (used >= Long.SIZE) {
                out.putLong(word);
                used -= Long.SIZE;
                word = used == 0 ? 0 : value >>> (width - used);
            }
        }
        for (; used > 0; used -= 8) {
            out.putByte((int) word);
            word >>>= 8;
        }
    }

    /// Reads `count` values back into `into`, adding the base to each.
    static void unpack(ByteSource in, long[] into, int count, long base, int width) {
        if (width == 0) {
            Arrays.fill(into, 0, count, base);
            return;
        }
        long left = byteLength(count, width);
        if (left > in.remaining()) {
            throw new MalformedPageException(
                    "packed: " + in.remaining() + " bytes (expected: " + left + ")");
        }
        long mask = -1L >>> (Long.SIZE - width);
        long word = 0;
        int available = 0;
        for (int i = 0; i < count; i++) {
            long value = word;
            if (available < width) {
                int bytes = (int) Math.min(Long.BYTES, left);
                word = nextWord(in, bytes);
                left -= bytes;
                value |= word << available;
                int taken = width - available;
                word = taken == Long.SIZE ? 0 : word >>> taken;
                available = bytes * 8 - taken;
            } else {
                word = width == Long.SIZE ? 0 : word >>> width;
                available -= width;
            }
            into[i] = base + (value & mask);
        }
    }

    private static long nextWord(ByteSource in, int bytes) {
        if (bytes == Long.BYTES) {
            return in.getLong();
        }
        long word = 0;
        for (int i = 0; i < bytes; i++) {
            word |= (long) in.getByte() << (8 * i);
        }
        return word;
    }
}
