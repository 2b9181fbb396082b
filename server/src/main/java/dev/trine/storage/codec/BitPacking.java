package dev.trine.storage.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Unsigned integers of a fixed width laid bit by bit, the lowest bit first, without gaps; the last
/// byte is filled up with zero bits.
///
/// ```
/// width 3, values 5 1 7:   bits  1 0 1 │ 1 0 0 │ 1 1 1 → bytes 0b11_001_101, 0b0000000_1
/// ```
final class BitPacking {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /// The widest value that one load of eight bytes holds wherever its first bit lies in a byte.
    private static final int MAX_LOAD_BITS = 57;

    private BitPacking() {}

    /// Bits needed to hold every value in `[0, range]`, `range` unsigned: 0 to 64.
    static int width(long range) {
        return Long.SIZE - Long.numberOfLeadingZeros(range);
    }

    static long byteLength(int count, int width) {
        return ((long) count * width + 7) >>> 3;
    }

    /// Packs `values[i] - base` for `i` in `[from, from + count)`; each must fit the width.
    static void pack(long[] values, int from, int count, long base, int width, ByteSink out) {
        if (width == 0) {
            return;
        }
        long word = 0;
        int used = 0;
        for (int i = from; i < from + count; i++) {
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

    /// Reads `count` values back into `into[from…]`, adding the base to each.
    static void unpack(ByteSource in, long[] into, int from, int count, long base, int width) {
        if (width == 0) {
            Arrays.fill(into, from, from + count, base);
            return;
        }
        long length = byteLength(count, width);
        if (length > in.remaining()) {
            throw new MalformedPageException(
                    "packed: " + in.remaining() + " bytes (expected: " + length + ")");
        }
        int start = in.skip((int) length);
        int done = 0;
        if (width <= MAX_LOAD_BITS) {
            // The loads of a group reach at most this far; those near the end are left to the tail.
            int reach = ((7 * width) >>> 3) + Long.BYTES;
            int groups = Math.min(count >>> 3, (in.array().length - start - reach) / width);
            if (groups > 0) {
                unpackGroups(in.array(), start, groups, into, from, base, width);
                done = groups << 3;
            }
        }
        unpackTail(in.array(), start, (int) length, done, into, from, count, base, width);
    }

    /// Eight values take `width` whole bytes, so where each lies in its group is the same for all
    /// groups: no branches, and nothing that one value waits for another for.
    private static void unpackGroups(
            byte[] bytes, int start, int groups, long[] into, int from, long base, int width) {
        long mask = -1L >>> (Long.SIZE - width);
        int o1 = width >>> 3;
        int o2 = (2 * width) >>> 3;
        int o3 = (3 * width) >>> 3;
        int o4 = (4 * width) >>> 3;
        int o5 = (5 * width) >>> 3;
        int o6 = (6 * width) >>> 3;
        int o7 = (7 * width) >>> 3;
        int at = start;
        int to = from;
        for (int group = 0; group < groups; group++) {
            into[to] = base + ((long) LONG.get(bytes, at) & mask);
            into[to + 1] = base + (((long) LONG.get(bytes, at + o1) >>> (width & 7)) & mask);
            into[to + 2] = base + (((long) LONG.get(bytes, at + o2) >>> ((2 * width) & 7)) & mask);
            into[to + 3] = base + (((long) LONG.get(bytes, at + o3) >>> ((3 * width) & 7)) & mask);
            into[to + 4] = base + (((long) LONG.get(bytes, at + o4) >>> ((4 * width) & 7)) & mask);
            into[to + 5] = base + (((long) LONG.get(bytes, at + o5) >>> ((5 * width) & 7)) & mask);
            into[to + 6] = base + (((long) LONG.get(bytes, at + o6) >>> ((6 * width) & 7)) & mask);
            into[to + 7] = base + (((long) LONG.get(bytes, at + o7) >>> ((7 * width) & 7)) & mask);
            at += width;
            to += 8;
        }
    }

    /// Values `[done, count)`, from a copy with room behind it for loads that reach beyond the end.
    private static void unpackTail(
            byte[] bytes,
            int start,
            int length,
            int done,
            long[] into,
            int from,
            int count,
            long base,
            int width) {
        int first = (int) (((long) done * width) >>> 3);
        byte[] padded = Arrays.copyOfRange(bytes, start + first, start + length);
        padded = Arrays.copyOf(padded, padded.length + Long.BYTES + 1);
        long mask = -1L >>> (Long.SIZE - width);
        long bit = 0;
        for (int i = done; i < count; i++) {
            int at = (int) (bit >>> 3);
            int shift = (int) bit & 7;
            long low = (long) LONG.get(padded, at) >>> shift;
            long high = (padded[at + Long.BYTES] & 0xFFL) << 1 << (63 - shift);
            into[from + i] = base + ((low | high) & mask);
            bit += width;
        }
    }
}
