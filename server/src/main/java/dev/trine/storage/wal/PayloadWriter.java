package dev.trine.storage.wal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Writes columns into a byte array that is known to be large enough, with [#SLACK] bytes to spare.
/// Not safe for use by many threads.
///
/// Numbers of a column are stored as what they exceed its smallest by, in as many bytes as the
/// largest of these differences needs:
///
/// ```
/// +--------------------------------+----------------+----------------------------+
/// | base width << 4 | width (u8)   | base (0..8 B)  | rows x difference (0..8 B) |
/// +--------------------------------+----------------+----------------------------+
/// ```
///
/// so a constant column takes no more than nine bytes, and a random one its raw size.
final class PayloadWriter {
    /// Small numbers are stored as eight bytes and the next one over their upper bytes.
    static final int SLACK = 8;

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] out;
    private int at;

    PayloadWriter(byte[] out, int at) {
        this.out = out;
        this.at = at;
    }

    int position() {
        return at;
    }

    void u8(int value) {
        out[at++] = (byte) value;
    }

    void u32(int value) {
        INT.set(out, at, value);
        at += 4;
    }

    void longs(long[] values, int rows) {
        long min = rows == 0 ? 0 : values[0];
        long max = min;
        for (int i = 0; i < rows; i++) {
            min = Math.min(min, values[i]);
            max = Math.max(max, values[i]);
        }
        int width = width(max - min);
        if (width == 8) {
            head(0, 8);
            ByteBuffer.wrap(out, at, rows * 8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asLongBuffer()
                    .put(values, 0, rows);
            at += rows * 8;
            return;
        }
        head(min, width);
        if (width > 0) {
            int to = at;
            for (int i = 0; i < rows; i++) {
                LONG.set(out, to, values[i] - min);
                to += width;
            }
            at = to;
        }
    }

    void ints(int[] values, int rows) {
        int min = rows == 0 ? 0 : values[0];
        int max = min;
        for (int i = 0; i < rows; i++) {
            min = Math.min(min, values[i]);
            max = Math.max(max, values[i]);
        }
        int width = width((long) max - min);
        head(min, width);
        if (width > 0) {
            int to = at;
            for (int i = 0; i < rows; i++) {
                INT.set(out, to, values[i] - min);
                to += width;
            }
            at = to;
        }
    }

    /// Byte strings: one byte saying whether all are the same, their lengths as numbers, their bytes
    /// (when all are the same: once).
    void strings(byte[] data, int[] ends, int rows) {
        int first = rows == 0 ? 0 : ends[0];
        int min = first;
        int max = first;
        for (int i = 1; i < rows; i++) {
            int length = ends[i] - ends[i - 1];
            min = Math.min(min, length);
            max = Math.max(max, length);
        }
        int bytes = rows == 0 ? 0 : ends[rows - 1];
        boolean same = min == max && repeats(data, first, bytes);
        u8(same ? BatchFrame.ONE_STRING : BatchFrame.ALL_STRINGS);
        lengths(ends, rows, min, width((long) max - min));
        int kept = same ? first : bytes;
        System.arraycopy(data, 0, out, at, kept);
        at += kept;
    }

    private void lengths(int[] ends, int rows, int min, int width) {
        head(min, width);
        if (width == 0) {
            return;
        }
        int to = at;
        int start = 0;
        for (int i = 0; i < rows; i++) {
            INT.set(out, to, ends[i] - start - min);
            start = ends[i];
            to += width;
        }
        at = to;
    }

    /// Whether the bytes are the first `period` of them over and over.
    private static boolean repeats(byte[] data, int period, int bytes) {
        return Arrays.equals(data, 0, bytes - period, data, period, bytes);
    }

    private void head(long base, int width) {
        int baseWidth = base < 0 ? 8 : width(base);
        u8(baseWidth << 4 | width);
        LONG.set(out, at, base);
        at += baseWidth;
    }

    /// Bytes that a number needs, read as unsigned.
    private static int width(long value) {
        return (71 - Long.numberOfLeadingZeros(value)) >>> 3;
    }
}
