package dev.trine.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// UTF-8 validation as protobuf asks for it: no overlong forms, no surrogates, nothing above
/// U+10FFFF (RFC 3629). Telemetry is almost all ASCII, so that is tested eight bytes at a time.
public final class Utf8 {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private Utf8() {}

    /// Whether `data[from, to)` is well-formed UTF-8. The range must lie within the array.
    public static boolean isValid(byte[] data, int from, int to) {
        int position = asciiEnd(data, from, to);
        while (position < to) {
            int length = sequenceLength(data, position, to);
            if (length == 0) {
                return false;
            }
            position = asciiEnd(data, position + length, to);
        }
        return true;
    }

    /// Whether all of `data[from, to)` is ASCII. The range must lie within the array.
    public static boolean isAscii(byte[] data, int from, int to) {
        return asciiEnd(data, from, to) == to;
    }

    /// The largest offset in `[from, limit]` at which well-formed text from `from` on can be cut
    /// without splitting a character. The text must go on behind `limit`.
    public static int cut(byte[] data, int from, int limit) {
        int end = limit;
        while (end > from && (data[end] & 0xC0) == 0x80) {
            end--;
        }
        return end;
    }

    /// Offset of the first byte in `data[from, to)` that is not ASCII, or `to`.
    static int asciiEnd(byte[] data, int from, int to) {
        int position = from;
        while (position <= to - 4 * Long.BYTES && high32(data, position) == 0) {
            position += 4 * Long.BYTES;
        }
        while (position <= to - Long.BYTES) {
            long high = (long) LONG.get(data, position) & HIGH_BITS;
            if (high != 0) {
                return position + (Long.numberOfTrailingZeros(high) >>> 3);
            }
            position += Long.BYTES;
        }
        return shortAsciiEnd(data, position, to);
    }

    /// The high bits among 32 bytes, laid over each other.
    private static long high32(byte[] data, int at) {
        return ((long) LONG.get(data, at)
                        | (long) LONG.get(data, at + 8)
                        | (long) LONG.get(data, at + 16)
                        | (long) LONG.get(data, at + 24))
                & HIGH_BITS;
    }

    /// How many bytes of `data[from, to)` are not ASCII. The range must lie within the array.
    public static int highBytes(byte[] data, int from, int to) {
        int count = 0;
        int position = from;
        while (position <= to - 4 * Long.BYTES) {
            count +=
                    high8(data, position)
                            + high8(data, position + 8)
                            + high8(data, position + 16)
                            + high8(data, position + 24);
            position += 4 * Long.BYTES;
        }
        while (position <= to - Long.BYTES) {
            count += high8(data, position);
            position += Long.BYTES;
        }
        return count + shortHighBytes(data, position, to);
    }

    private static int high8(byte[] data, int at) {
        return Long.bitCount((long) LONG.get(data, at) & HIGH_BITS);
    }

    private static int shortHighBytes(byte[] data, int from, int to) {
        if (from <= data.length - Long.BYTES) {
            long inside = (1L << ((to - from) << 3)) - 1;
            return Long.bitCount((long) LONG.get(data, from) & HIGH_BITS & inside);
        }
        int count = 0;
        for (int at = from; at < to; at++) {
            count += data[at] >>> 31;
        }
        return count;
    }

    /// The same for fewer than eight bytes. One wide read does when the array goes on behind them.
    private static int shortAsciiEnd(byte[] data, int from, int to) {
        if (from <= data.length - Long.BYTES) {
            long inside = (1L << ((to - from) << 3)) - 1;
            long high = (long) LONG.get(data, from) & HIGH_BITS & inside;
            return high == 0 ? to : from + (Long.numberOfTrailingZeros(high) >>> 3);
        }
        int position = from;
        while (position < to && data[position] >= 0) {
            position++;
        }
        return position;
    }

    /// Length of the multi-byte character at `position`, 0 when it is not well formed.
    private static int sequenceLength(byte[] data, int position, int to) {
        int lead = data[position] & 0xFF;
        int left = to - position;
        if (lead < 0xE0) {
            return lead >= 0xC2 && left >= 2 && trails(data[position + 1]) ? 2 : 0;
        }
        if (lead < 0xF0) {
            return left >= 3 && threeBytes(lead, data[position + 1], data[position + 2]) ? 3 : 0;
        }
        return left >= 4
                        && trails(data[position + 2])
                        && trails(data[position + 3])
                        && fourBytes(lead, data[position + 1])
                ? 4
                : 0;
    }

    private static boolean threeBytes(int lead, byte second, byte third) {
        int low = lead == 0xE0 ? 0xA0 : 0x80;
        int high = lead == 0xED ? 0x9F : 0xBF;
        return within(second, low, high) && trails(third);
    }

    private static boolean fourBytes(int lead, byte second) {
        int low = lead == 0xF0 ? 0x90 : 0x80;
        int high = lead == 0xF4 ? 0x8F : 0xBF;
        return lead <= 0xF4 && within(second, low, high);
    }

    private static boolean within(byte value, int low, int high) {
        int unsigned = value & 0xFF;
        return unsigned >= low && unsigned <= high;
    }

    private static boolean trails(byte value) {
        return (value & 0xC0) == 0x80;
    }
}
