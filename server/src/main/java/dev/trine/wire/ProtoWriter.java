package dev.trine.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes protobuf into an array that grows. Values are written whatever they are; leaving out
/// defaults, as proto3 does, is the caller's business. Lengths always take as few bytes as they can,
/// so equal messages have equal bytes. Not safe for use by several threads.
public final class ProtoWriter {
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] data;
    private int size;

    /// A writer with room for `capacity` bytes before it grows.
    public ProtoWriter(int capacity) {
        data = new byte[Math.max(16, capacity)];
    }

    /// How many bytes have been written.
    public int size() {
        return size;
    }

    /// The bytes written, valid in `[0, size())`; not a copy, and replaced when the writer grows.
    public byte[] data() {
        return data;
    }

    /// A copy of the bytes written.
    public byte[] toByteArray() {
        return Arrays.copyOf(data, size);
    }

    /// Forgets what has been written behind `newSize`.
    public void truncate(int newSize) {
        size = Math.min(size, newSize);
    }

    public void tag(int field, int wireType) {
        varint((long) field << 3 | wireType);
    }

    /// Writes a bare varint.
    public void varint(long value) {
        reserve(10);
        long left = value;
        while ((left & ~0x7FL) != 0) {
            data[size++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        data[size++] = (byte) left;
    }

    /// Writes eight bytes, little endian.
    public void fixed64(long value) {
        reserve(Long.BYTES);
        LONG.set(data, size, value);
        size += Long.BYTES;
    }

    /// Writes four bytes, little endian.
    public void fixed32(int value) {
        reserve(Integer.BYTES);
        INT.set(data, size, value);
        size += Integer.BYTES;
    }

    /// Writes `source[from, to)` as it is.
    public void raw(byte[] source, int from, int to) {
        int length = to - from;
        reserve(length);
        System.arraycopy(source, from, data, size, length);
        size += length;
    }

    /// A field of type int32, int64, uint32, uint64, bool or enum.
    public void varintField(int field, long value) {
        tag(field, ProtoReader.VARINT);
        varint(value);
    }

    public void fixed64Field(int field, long value) {
        tag(field, ProtoReader.FIXED64);
        fixed64(value);
    }

    public void fixed32Field(int field, int value) {
        tag(field, ProtoReader.FIXED32);
        fixed32(value);
    }

    public void doubleField(int field, double value) {
        fixed64Field(field, Double.doubleToRawLongBits(value));
    }

    /// A field of type bytes, string or message.
    public void bytesField(int field, byte[] source, int from, int to) {
        tag(field, ProtoReader.BYTES);
        varint(to - from);
        raw(source, from, to);
    }

    public void bytesField(int field, byte[] value) {
        bytesField(field, value, 0, value.length);
    }

    public void stringField(int field, String value) {
        bytesField(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /// Starts a length-delimited field; write its contents, then call [#end(int)].
    ///
    /// @return what [#end(int)] asks for
    public int begin(int field) {
        tag(field, ProtoReader.BYTES);
        reserve(1);
        size++;
        return size;
    }

    /// Ends the field started last: puts its length in front. Contents of 128 bytes and more move
    /// up to make room, once per level of nesting.
    public void end(int begun) {
        int length = size - begun;
        int extra = varintSize(length) - 1;
        if (extra > 0) {
            reserve(extra);
            System.arraycopy(data, begun, data, begun + extra, length);
        }
        size = begun - 1;
        varint(length);
        size += length;
    }

    /// How many bytes a varint takes.
    public static int varintSize(long value) {
        return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
    }

    /// Folds the sign of a `sint32` into its lowest bit.
    public static int fold(int value) {
        return (value << 1) ^ (value >> 31);
    }

    private void reserve(int length) {
        int needed = Math.addExact(size, length);
        if (needed > data.length) {
            long doubled = Math.min(Integer.MAX_VALUE - 16L, data.length * 2L);
            data = Arrays.copyOf(data, (int) Math.max(needed, doubled));
        }
    }
}
