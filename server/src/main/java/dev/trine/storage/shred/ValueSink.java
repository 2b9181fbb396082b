package dev.trine.storage.shred;

import dev.trine.storage.codec.MalformedPageException;
import java.util.Arrays;

/// The values of a column while they are put together again, never more bytes than allowed.
final class ValueSink {
    private final int maxBytes;
    private final int[] open = new int[2 * TemplateOp.MAX_DEPTH];
    private int depth;
    private byte[] bytes;
    private int size;

    ValueSink(int capacity, int maxBytes) {
        this.bytes = new byte[Math.max(64, Math.min(capacity, maxBytes))];
        this.maxBytes = maxBytes;
    }

    /// The bytes so far, valid in `[0, size())`; replaced when it grows.
    byte[] array() {
        return bytes;
    }

    int size() {
        return size;
    }

    void reserve(int length) {
        if (length > bytes.length - size) {
            if (length > maxBytes - size) {
                throw new MalformedPageException("bytes: more than " + maxBytes);
            }
            long doubled = Math.min(maxBytes, 2L * bytes.length);
            bytes = Arrays.copyOf(bytes, Math.max((int) doubled, size + length));
        }
    }

    void advance(int length) {
        size += length;
    }

    void bytes(byte[] source, int from, int length) {
        reserve(length);
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    void oneByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            oneByte((int) rest | 0x80);
            rest >>>= 7;
        }
        oneByte((int) rest);
    }

    void fixed64(long value) {
        for (int shift = 0; shift < Long.SIZE; shift += 8) {
            oneByte((int) (value >>> shift));
        }
    }

    /// Begins what stands behind its length.
    void open() {
        if (depth == open.length) {
            throw new MalformedPageException("lengths nest deeper than " + open.length);
        }
        open[depth++] = size;
        oneByte(0);
    }

    /// Puts the length in front of what was written since [#open].
    void close() {
        if (depth == 0) {
            throw new MalformedPageException("length: closed, but not opened");
        }
        int at = open[--depth];
        int length = size - at - 1;
        int lengthBytes = AttributeSplitter.varintLength(length);
        reserve(lengthBytes - 1);
        if (lengthBytes > 1) {
            System.arraycopy(bytes, at + 1, bytes, at + lengthBytes, length);
            size += lengthBytes - 1;
        }
        for (int rest = length, i = at; i < at + lengthBytes; i++, rest >>>= 7) {
            bytes[i] = (byte) (i < at + lengthBytes - 1 ? rest | 0x80 : rest);
        }
    }

    /// Checks that a value is complete.
    void endValue() {
        if (depth != 0) {
            throw new MalformedPageException("length: opened, but not closed");
        }
    }
}
