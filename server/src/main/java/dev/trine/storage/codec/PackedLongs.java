package dev.trine.storage.codec;

/// Frame of reference: the smallest value once, then each value's offset from it in as many bits as
/// the largest offset needs. Offsets wrap, so that any 64-bit values come back exactly.
///
/// ```
/// ┌─────────────────────────┬─────────────┬────────────────────────┐
/// │ smallest, zigzag varint │ width, byte │ offsets, packed bits   │
/// └─────────────────────────┴─────────────┴────────────────────────┘
/// ```
final class PackedLongs {
    private PackedLongs() {}

    static long size(LongStats stats, int count) {
        int width = BitPacking.width(stats.max() - stats.min());
        return varintSize(stats.min()) + 1 + BitPacking.byteLength(count, width);
    }

    static void encode(long[] values, int count, LongStats stats, ByteSink out) {
        int width = BitPacking.width(stats.max() - stats.min());
        out.putZigzag(stats.min());
        out.putByte(width);
        BitPacking.pack(values, count, stats.min(), width, out);
    }

    static void decode(ByteSource in, long[] into, int count) {
        long min = in.getZigzag();
        BitPacking.unpack(in, into, count, min, width(in));
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
}
