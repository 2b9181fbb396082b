package dev.trine.storage.shred;

import java.util.Arrays;

/// The values of one stream while a page is written: byte strings laid end to end, or integers.
final class Stream {
    private static final int NO_NAME = -1;

    private final int name;
    private final boolean numbers;
    private byte[] data = new byte[256];
    private int[] ends = new int[16];
    private long[] values = new long[0];
    private int size;

    private Stream(int name, boolean numbers) {
        this.name = name;
        this.numbers = numbers;
    }

    static Stream texts(int name) {
        return new Stream(name, false);
    }

    static Stream texts() {
        return new Stream(NO_NAME, false);
    }

    static Stream numbers(int name) {
        return new Stream(name, true);
    }

    /// Number of its name; -1 without one.
    int name() {
        return name;
    }

    boolean isNumbers() {
        return numbers;
    }

    int size() {
        return size;
    }

    byte[] data() {
        return data;
    }

    int[] ends() {
        return ends;
    }

    int start(int value) {
        return value == 0 ? 0 : ends[value - 1];
    }

    int bytes() {
        return size == 0 || numbers ? 0 : ends[size - 1];
    }

    long[] numbers() {
        return values;
    }

    void append(byte[] source, int from, int to) {
        int end = bytes();
        int length = to - from;
        if (length > data.length - end) {
            data = Arrays.copyOf(data, Math.max(data.length * 2, end + length));
        }
        System.arraycopy(source, from, data, end, length);
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, size * 2);
        }
        ends[size++] = end + length;
    }

    void append(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.max(16, size * 2));
        }
        values[size++] = value;
    }
}
