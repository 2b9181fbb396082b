package dev.trine.storage.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/// Bytes being read, little endian, never beyond the given end. One owner at a time.
///
/// Every method throws [MalformedPageException] when the bytes run out.
public final class ByteSource {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int end;
    private int position;

    /// Reads `bytes[offset, offset + length)`, which is not copied.
    public ByteSource(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        this.bytes = bytes;
        this.position = offset;
        this.end = offset + length;
    }

    public ByteSource(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    public byte[] array() {
        return bytes;
    }

    /// Offset in [#array()] of the next byte.
    public int position() {
        return position;
    }

    public int remaining() {
        return end - position;
    }

    /// Steps over `length` bytes and returns where they start in [#array()].
    public int skip(int length) {
        need(length);
        int start = position;
        position += length;
        return start;
    }

    /// An unsigned byte.
    public int getByte() {
        need(1);
        return bytes[position++] & 0xFF;
    }

    public int getInt() {
        return (int) INT.get(bytes, skip(Integer.BYTES));
    }

    public long getLong() {
        return (long) LONG.get(bytes, skip(Long.BYTES));
    }

    public long getVarint() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int next = getByte();
            if (shift == 63 && next > 1) {
                break;
            }
            value |= (next & 0x7FL) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new MalformedPageException("varint over 64 bits");
    }

    public long getZigzag() {
        long value = getVarint();
        return (value >>> 1) ^ -(value & 1);
    }

    /// A varint that must lie in `[0, max]`.
    public int getCount(String what, int max) {
        long value = getVarint();
        if (value < 0 || value > max) {
            throw new MalformedPageException(
                    what + ": " + Long.toUnsignedString(value) + " (expected: 0.." + max + ")");
        }
        return (int) value;
    }

    private void need(int length) {
        if (length < 0 || length > end - position) {
            throw new MalformedPageException(
                    "length: " + length + " (expected: 0.." + (end - position) + " remaining)");
        }
    }
}
