package dev.trine.storage.codec;

/// The first value, then the steps between neighbours, packed from the smallest step on. Equal steps
/// (a steady clock) take no bits at all. Steps wrap, so that any 64-bit values come back exactly.
///
/// ```
/// ┌──────────────────────┬──────────────────────────────┬─────────────┬─────────────────────┐
/// │ first, zigzag varint │ smallest step, zigzag varint │ width, byte │ steps, packed bits  │
/// └──────────────────────┴──────────────────────────────┴─────────────┴─────────────────────┘
/// ```
final class DeltaLongs {
    private DeltaLongs() {}

    static long size(LongStats stats, int count) {
        int width = BitPacking.width(stats.maxStep() - stats.minStep());
        return PackedLongs.varintSize(stats.first())
                + PackedLongs.varintSize(stats.minStep())
                + 1
                + BitPacking.byteLength(count - 1, width);
    }

    static void encode(long[] values, int count, LongStats stats, long[] scratch, ByteSink out) {
        int width = BitPacking.width(stats.maxStep() - stats.minStep());
        out.putZigzag(stats.first());
        out.putZigzag(stats.minStep());
        out.putByte(width);
        for (int i = 1; i < count; i++) {
            scratch[i - 1] = values[i] - values[i - 1];
        }
        BitPacking.pack(scratch, count - 1, stats.minStep(), width, out);
    }

    static void decode(ByteSource in, long[] into, int count) {
        long value = in.getZigzag();
        long minStep = in.getZigzag();
        int width = PackedLongs.width(in);
        if (count == 0) {
            return;
        }
        BitPacking.unpack(in, into, count - 1, minStep, width);
        for (int i = 0; i < count; i++) {
            long step = into[i];
            into[i] = value;
            value += step;
        }
    }
}
