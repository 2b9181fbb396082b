package dev.trine.storage.codec;

/// Frame of reference: in vectors of 1,024 values, the smallest value once, then each value's offset
/// from it in as many bits as the largest offset of its vector needs. Offsets wrap, so that any 64-bit
/// values come back exactly.
///
/// ```
/// per vector (the last one has what is left):
/// ┌─────────────────────────┬─────────────┬────────────────────────┐
/// │ smallest, zigzag varint │ width, byte │ offsets, packed bits   │
/// └─────────────────────────┴─────────────┴────────────────────────┘
/// ```
final class PackedLongs {
    static final int VECTOR = 1024;

    private PackedLongs() {}

    static long size(long[] values, int count) {
        long size = 0;
        for (int from = 0; from < count; from += VECTOR) {
            int length = Math.min(VECTOR, count - from);
            long min = min(values, from, length);
            int width = BitPacking.width(max(values, from, length) - min);
            size += varintSize(min) + 1 + BitPacking.byteLength(length, width);
        }
        return size;
    }

    static void encode(long[] values, int count, ByteSink out) {
        for (int from = 0; from < count; from += VECTOR) {
            int length = Math.min(VECTOR, count - from);
            long min = min(values, from, length);
            int width = BitPacking.width(max(values, from, length) - min);
            out.putZigzag(min);
            out.putByte(width);
            BitPacking.pack(values, from, length, min, width, out);
        }
    }

    static void decode(ByteSource in, long[] into, int count) {
        for (int from = 0; from < count; from += VECTOR) {
            long min = in.getZigzag();
            int width = width(in);
            BitPacking.unpack(in, into, from, Math.min(VECTOR, count - from), min, width);
        }
    }

    static int width(ByteSource in) {
        int width = in.getByte();
        if (width > Long.SIZE) {
            throw new MalformedPageException("width: " + width + " (expected: 0..64)");
        }
        return width;
    }

    static int varintSize(long value) {
        long zigzag = (value << 1) ^ (value >> 63);
        return Math.max(1, (BitPacking.width(zigzag) + 6) / 7);
    }

    private static long min(long[] values, int from, int length) {
        long min = Long.MAX_VALUE;
        for (int i = from; i < from + length; i++) {
            min = Math.min(min, values[i]);
        }
        return min;
    }

    private static long max(long[] values, int from, int length) {
        long max = Long.MIN_VALUE;
        for (int i = from; i < from + length; i++) {
            max = Math.max(max, values[i]);
        }
        return max;
    }
}
