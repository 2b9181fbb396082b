package dev.trine.protocol.prometheus.read;

import java.util.Arrays;

/// Writes bits, the highest of each byte first. Used by one thread.
final class BitWriter {
    /// Bits of the numbers that are written in few.
    private static final int[] SIZES = {1, 3, 6, 9, 12, 18, 25, 56};

    private byte[] data = new byte[256];
    private int bytes;

    /// Bits of the last byte that are still free.
    private int free;

    /// How many bytes there are, the last one perhaps in part.
    int bytes() {
        return bytes;
    }

    /// A copy of what was written; the rest of the last byte is zeros.
    byte[] toByteArray() {
        return Arrays.copyOf(data, bytes);
    }

    /// Starts over.
    void clear() {
        bytes = 0;
        free = 0;
    }

    /// Changes a byte written before.
    void set(int index, int value) {
        data[index] = (byte) value;
    }

    void bit(boolean bit) {
        bits(bit ? 1 : 0, 1);
    }

    /// Writes the lowest bits of a value.
    ///
    /// @param count 0 to 64
    void bits(long value, int count) {
        for (int left = count; left > 0; ) {
            if (free == 0) {
                if (bytes == data.length) {
                    data = Arrays.copyOf(data, 2 * bytes);
                }
                data[bytes++] = 0;
                free = 8;
            }
            int taken = Math.min(left, free);
            long part = (value >>> (left - taken)) & ((1L << taken) - 1);
            data[bytes - 1] |= (byte) (part << (free - taken));
            free -= taken;
            left -= taken;
        }
    }

    /// A varint of whole bytes wherever they begin, as protobuf has it.
    void varint(long value) {
        long left = value;
        while ((left & ~0x7FL) != 0) {
            bits((left & 0x7F) | 0x80, 8);
            left >>>= 7;
        }
        bits(left, 8);
    }

    /// A signed number, small ones in few bits.
    ///
    /// | value | bits |
    /// |---|---|
    /// | 0 | `0` |
    /// | -3..4 | `10` and 3 |
    /// | -31..32 | `110` and 6 |
    /// | -255..256 | `1110` and 9 |
    /// | -2047..2048 | `11110` and 12 |
    /// | -131071..131072 | `111110` and 18 |
    /// | -16777215..16777216 | `1111110` and 25 |
    /// | -2^55+1..2^55 | `11111110` and 56 |
    /// | others | `11111111` and 64 |
    void signed(long value) {
        for (int i = 0; i < SIZES.length; i++) {
            long half = 1L << (SIZES[i] - 1);
            if (value == 0 || (i > 0 && value > -half && value <= half)) {
                prefixed(value, i);
                return;
            }
        }
        prefixed(value, SIZES.length);
    }

    /// A number without a sign, in the same sizes.
    void unsigned(long value) {
        for (int i = 0; i < SIZES.length; i++) {
            if (value >>> SIZES[i] == 0 && (i > 0 || value == 0)) {
                prefixed(value, i);
                return;
            }
        }
        prefixed(value, SIZES.length);
    }

    private void prefixed(long value, int size) {
        if (size == 0) {
            bits(0, 1);
        } else if (size == SIZES.length) {
            bits(0xFF, 8);
            bits(value, 64);
        } else {
            bits((1L << (size + 1)) - 2, size + 1);
            bits(value, SIZES[size]);
        }
    }
}
