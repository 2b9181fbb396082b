package dev.trine.storage.wal;

import dev.trine.model.BytesColumn;
import dev.trine.model.IntColumn;
import dev.trine.model.LongColumn;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Reads what [PayloadWriter] wrote, from a part of a byte array. Whatever stands there, it reads
/// nothing beyond, allocates no more than its budget and fails with a [CorruptFrameException] only.
/// Not safe for use by many threads.
final class PayloadReader {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] in;
    private final int start;
    private final int end;
    private int at;
    private int baseWidth;
    private long budgetBytes;

    /// @param budgetBytes how much heap the columns may take
    PayloadReader(byte[] in, int start, int end, long budgetBytes) {
        this.in = in;
        this.start = start;
        this.end = end;
        this.at = start;
        this.budgetBytes = budgetBytes;
    }

    int u8(String what) throws CorruptFrameException {
        need(1, what);
        return in[at++] & 0xff;
    }

    /// A count or size.
    int u31(String what) throws CorruptFrameException {
        need(4, what);
        int value = (int) INT.get(in, at);
        if (value < 0) {
            throw corrupt(what, value, ">= 0");
        }
        at += 4;
        return value;
    }

    void end() throws CorruptFrameException {
        if (at != end) {
            throw corrupt("bytes left", end - at, "0");
        }
    }

    /// Reads as one column of zeros or of empty strings, paid for from this reader's budget.
    PayloadReader blank(int rows) throws CorruptFrameException {
        spend(8L * rows, "blank column");
        return new PayloadReader(new byte[2], 0, 2, 8L * rows);
    }

    CorruptFrameException corrupt(String what, long found, String expected) {
        return new CorruptFrameException(what, at - start, found, expected);
    }

    /// @param what the column, for messages
    LongColumn longs(int rows, String what) throws CorruptFrameException {
        spend(8L * rows, what);
        long[] values = new long[rows];
        numbers(rows, what, values);
        return new LongColumn(values, rows);
    }

    IntColumn ints(int rows, String what) throws CorruptFrameException {
        spend(4L * rows, what);
        int[] values = new int[rows];
        int width = head(what);
        long base = base(what);
        if (width > 4) {
            throw corrupt(what + " width", width, "0..4");
        }
        body(rows, width, what);
        if (width == 0) {
            Arrays.fill(values, (int) base);
            return new IntColumn(values, rows);
        }
        int mask = -1 >>> (32 - 8 * width);
        int whole = whole(rows, width);
        for (int i = 0; i < whole; i++) {
            values[i] = (int) base + ((int) INT.get(in, at + i * width) & mask);
        }
        for (int i = whole; i < rows; i++) {
            values[i] = (int) (base + small(at + i * width, width));
        }
        at += rows * width;
        return new IntColumn(values, rows);
    }

    BytesColumn strings(int rows, String what) throws CorruptFrameException {
        int layout = u8(what);
        if (layout != BatchFrame.ALL_STRINGS && layout != BatchFrame.ONE_STRING) {
            throw corrupt(what + " layout", layout, "0 or 1");
        }
        spend(4L * rows, what);
        int[] ends = new int[rows];
        int width = head(what);
        long base = base(what);
        if (width > (layout == BatchFrame.ONE_STRING ? 0 : 4)) {
            throw corrupt(what + " width", width, "0..4, 0 when all are the same");
        }
        body(rows, width, what);
        long total = 0;
        for (int i = 0; i < rows; i++) {
            long length = base + small(at + i * width, width);
            total += length;
            if (length < 0 || total > Integer.MAX_VALUE) {
                throw corrupt(what + " length", length, ">= 0, 2147483647 in all");
            }
            ends[i] = (int) total;
        }
        at += rows * width;
        spend(total, what);
        byte[] data =
                layout == BatchFrame.ALL_STRINGS
                        ? all((int) total, what)
                        : repeated(rows == 0 ? 0 : ends[0], (int) total, what);
        return new BytesColumn(data, ends, rows);
    }

    private byte[] all(int total, String what) throws CorruptFrameException {
        need(total, what);
        byte[] data = new byte[total];
        System.arraycopy(in, at, data, 0, total);
        at += total;
        return data;
    }

    private byte[] repeated(int length, int total, String what) throws CorruptFrameException {
        need(length, what);
        byte[] data = new byte[total];
        System.arraycopy(in, at, data, 0, length);
        at += length;
        for (int done = length; done < total; done += Math.min(done, total - done)) {
            System.arraycopy(data, 0, data, done, Math.min(done, total - done));
        }
        return data;
    }

    private void numbers(int rows, String what, long[] values) throws CorruptFrameException {
        int width = head(what);
        long base = base(what);
        body(rows, width, what);
        if (width == 8 && base == 0) {
            ByteBuffer.wrap(in, at, rows * 8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asLongBuffer()
                    .get(values);
        } else if (width == 0) {
            Arrays.fill(values, base);
        } else {
            long mask = -1L >>> (64 - 8 * width);
            int whole = whole(rows, width);
            for (int i = 0; i < whole; i++) {
                values[i] = base + ((long) LONG.get(in, at + i * width) & mask);
            }
            for (int i = whole; i < rows; i++) {
                values[i] = base + small(at + i * width, width);
            }
        }
        at += rows * width;
    }

    /// Reads the byte before a column of numbers; the width of its base is kept for [#base].
    private int head(String what) throws CorruptFrameException {
        int widths = u8(what);
        baseWidth = widths >>> 4;
        int width = widths & 15;
        if (baseWidth > 8 || width > 8) {
            throw corrupt(what + " widths", widths, "two of 0..8");
        }
        return width;
    }

    private long base(String what) throws CorruptFrameException {
        need(baseWidth, what);
        long base = small(at, baseWidth);
        at += baseWidth;
        return base;
    }

    private void body(int rows, int width, String what) throws CorruptFrameException {
        need((long) rows * width, what);
    }

    /// How many of the numbers to come have eight bytes from their first on in the array.
    private int whole(int rows, int width) {
        return Math.clamp(Math.floorDiv(in.length - 8L - at, width) + 1, 0, rows);
    }

    /// `width` bytes as an unsigned number; must lie within the payload, which may end there.
    private long small(int from, int width) {
        if (width == 0) {
            return 0;
        }
        if (from + 8 <= in.length) {
            return (long) LONG.get(in, from) & -1L >>> (64 - 8 * width);
        }
        long value = 0;
        for (int i = width - 1; i >= 0; i--) {
            value = (value << 8) | (in[from + i] & 0xff);
        }
        return value;
    }

    private void need(long bytes, String what) throws CorruptFrameException {
        if (bytes > end - at) {
            throw corrupt(what + " bytes", bytes, "<= " + (end - at));
        }
    }

    private void spend(long bytes, String what) throws CorruptFrameException {
        if (bytes > budgetBytes) {
            throw corrupt(what + " heap bytes", bytes, "<= " + budgetBytes);
        }
        budgetBytes -= bytes;
    }
}
