package dev.trine.storage.codec;

/// Values that differ by multiples of something: times in nanoseconds that were taken in milliseconds,
/// doubles that came from floats.
///
/// ```
/// ┌──────────────────────┬───────────────┬─────────────────────────────────────────────┐
/// │ first, zigzag varint │ scale, varint │ (value i less first) ÷ scale: an integer page │
/// └──────────────────────┴───────────────┴─────────────────────────────────────────────┘
/// ```
final class ScaledLongs {
    private ScaledLongs() {}

    /// The largest number that all differences from the first value are multiples of; 1 when there is
    /// none or a difference does not fit 63 bits.
    static long scale(long[] values, int count) {
        long scale = 0;
        for (int i = 1; i < count; i++) {
            long difference = values[i] - values[0];
            if (((values[i] ^ values[0]) & (values[i] ^ difference)) < 0
                    || difference == Long.MIN_VALUE) {
                return 1;
            }
            if (scale == 0 || difference % scale != 0) {
                scale = greatestDivisor(scale, Math.abs(difference));
                if (scale == 1) {
                    return 1;
                }
            }
        }
        return Math.max(1, scale);
    }

    static void divide(long[] values, int count, long scale, long[] into) {
        for (int i = 0; i < count; i++) {
            into[i] = (values[i] - values[0]) / scale;
        }
    }

    static void decode(LongPageDecoder pages, ByteSource in, long[] into, int count, int depth) {
        long first = in.getZigzag();
        long scale = in.getVarint();
        pages.decode(in, into, count, depth + 1);
        for (int i = 0; i < count; i++) {
            into[i] = first + into[i] * scale;
        }
    }

    private static long greatestDivisor(long one, long other) {
        long a = one;
        long b = other;
        while (b != 0) {
            long rest = a % b;
            a = b;
            b = rest;
        }
        return a;
    }
}
