package dev.trine.storage.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// A quick 64-bit hash for tables and filters. Trace filters store it, so it never changes; it does
/// not stand against an attacker who picks the bytes, so tables compare on a hit and bound their
/// probing by their load.
///
/// The mixing step is that of wyhash: the two halves of a 128-bit product, folded.
public final class Hash64 {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long P0 = 0xA0761D6478BD642FL;
    private static final long P1 = 0xE7037ED1A0B428DBL;
    private static final long P2 = 0x8EBC6AF09C88C6E3L;

    private Hash64() {}

    /// Hash of `bytes[start, end)`.
    public static long of(byte[] bytes, int start, int end) {
        int length = end - start;
        long hash = P0 ^ length;
        int at = start;
        for (; at + 16 <= end; at += 16) {
            hash = fold((long) LONG.get(bytes, at) ^ P1, (long) LONG.get(bytes, at + 8) ^ hash);
        }
        if (at < end) {
            hash =
                    fold(
                            tail(bytes, at, Math.min(at + 8, end)) ^ P1,
                            tail(bytes, at + 8, end) ^ hash);
        }
        return fold(hash ^ P2, length ^ P1);
    }

    /// Hash of two integers.
    public static long of(long first, long second) {
        return fold(fold(first ^ P1, second ^ P0) ^ P2, second ^ P1);
    }

    private static long tail(byte[] bytes, int from, int to) {
        if (to - from == 8) {
            return (long) LONG.get(bytes, from);
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            value = (value << 8) | (bytes[i] & 0xFF);
        }
        return value;
    }

    private static long fold(long a, long b) {
        return (a * b) ^ Math.unsignedMultiplyHigh(a, b);
    }
}
