package dev.trine.storage.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Bytes being written, in memory, little endian. Grows as needed; reused through [#clear()]. One
/// owner at a time.
public final class ByteSink {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes;
    private int size;

    public ByteSink(int capacity) {
        bytes = new byte[Math.max(16, capacity)];
    }

    public int size() {
        return size;
    }

    /// The bytes themselves, valid in `[0, size())`; not a copy, replaced when the sink grows.
    public byte[] array() {
        return bytes;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    public void clear() {
        size = 0;
    }

    /// Takes back everything behind `newSize`.
    public void truncate(int newSize) {
        if (newSize < 0 || newSize > size) {
            throw new IllegalArgumentException(
                    "new size: " + newSize + " (expected: 0.." + size + ")");
        }
        size = newSize;
    }

    public void putByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    public void putInt(int value) {
        reserve(Integer.BYTES);
        INT.set(bytes, size, value);
        size += Integer.BYTES;
    }

    public void putLong(long value) {
        reserve(Long.BYTES);
        LONG.set(bytes, size, value);
        size += Long.BYTES;
    }

    /// 7 bits a byte, the lowest first, the top bit set on all but the last: 1 to 10 bytes.
    public void putVarint(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /// A varint that is short for small negative values, too.
    public void putZigzag(long value) {
        putVarint((value << 1) ^ (value >> 63));
    }

    public void putBytes(byte[] source, int offset, int length) {
        reserve(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    /// Makes sure that `length` more bytes fit behind [#size()]; write them into [#array()] there,
    /// then [#advance(int)].
    public void reserve(int length) {
        int needed = Math.addExact(size, length);
        if (needed > bytes.length) {
            long doubled = Math.min(Integer.MAX_VALUE - 16L, bytes.length * 2L);
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int) doubled));
        }
    }

    /// Counts in `length` bytes written behind [#size()].
    public void advance(int length) {
        if (length < 0 || length > bytes.length - size) {
            throw new IllegalArgumentException(
                    "length: " + length + " (expected: 0.." + (bytes.length - size) + ")");
        }
        size += length;
    }
}
