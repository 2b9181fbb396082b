package dev.trine.query.column;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// 64-bit hashes for tables in memory and for tie-breaks: well mixed, the same in every process, not
/// safe against an attacker.
public final class Hashing {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SEED = 0x9E37_79B9_7F4A_7C15L;

    private Hashing() {}

    /// Spreads a number over all bits. One-to-one; source: MurmurHash3's finaliser, variant 13.
    public static long mix(long value) {
        long mixed = value;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ (mixed >>> 31);
    }

    /// The hash of two numbers, in order.
    public static long mix(long first, long second) {
        return mix(mix(first + SEED) + second);
    }

    /// The hash of three numbers, in order.
    public static long mix(long first, long second, long third) {
        return mix(mix(first, second) + third);
    }

    /// The hash of `data[from, to)`.
    public static long hash(byte[] data, int from, int to) {
        long hash = SEED + (to - from);
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            hash = mix(hash ^ (long) LONG.get(data, at));
        }
        long rest = 0;
        for (int shift = 0; at < to; at++, shift += 8) {
            rest |= (data[at] & 0xFFL) << shift;
        }
        return mix(hash ^ rest);
    }
}
