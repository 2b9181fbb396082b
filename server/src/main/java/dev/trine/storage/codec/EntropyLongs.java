package dev.trine.storage.codec;

import java.util.Arrays;

/// Offsets from the smallest value whose upper bits come in uneven frequencies: up to seven upper bits
/// go through an entropy coder, what is left below them is noise and packed as it is.
///
/// ```
/// ┌─────────────────────────┬─────────────────┬──────────────────────┬────────────────────────┐
/// │ smallest, zigzag varint │ low width, byte │ upper bits: see Rans │ lower bits, packed bits│
/// └─────────────────────────┴─────────────────┴──────────────────────┴────────────────────────┘
/// ```
///
/// Has scratch memory: not safe for use by several threads at once.
final class EntropyLongs {
    private static final int UPPER_BITS = 7;

    private final Rans rans = new Rans();
    private final int[] counts = new int[1 << UPPER_BITS];
    private byte[] upper = new byte[0];
    private long[] lower = new long[0];

    /// Bytes for a sample, its table taken in proportion.
    long size(long[] values, int count, LongStats stats, int pageCount) {
        int lowWidth = lowWidth(stats);
        int symbols = count(values, count, stats.min(), lowWidth);
        return 12
                + Rans.size(counts, symbols, count)
                + (long) Rans.tableSize(counts, symbols, count) * count / pageCount
                + BitPacking.byteLength(count, lowWidth);
    }

    /// @param stats of values of which not all are equal
    void encode(long[] values, int count, LongStats stats, ByteSink out) {
        int lowWidth = lowWidth(stats);
        if (upper.length < count) {
            upper = new byte[count];
            lower = new long[count];
        }
        int symbols = count(values, count, stats.min(), lowWidth);
        long mask = (1L << lowWidth) - 1;
        for (int i = 0; i < count; i++) {
            long offset = values[i] - stats.min();
            upper[i] = (byte) (offset >>> lowWidth);
            lower[i] = offset & mask;
        }
        out.putZigzag(stats.min());
        out.putByte(lowWidth);
        rans.encode(upper, count, counts, symbols, out);
        BitPacking.pack(lower, 0, count, 0, lowWidth, out);
    }

    static void decode(ByteSource in, long[] into, int count) {
        long min = in.getZigzag();
        int lowWidth = in.getByte();
        if (lowWidth > Long.SIZE - UPPER_BITS) {
            throw new MalformedPageException(
                    "low width: " + lowWidth + " (expected: <= " + (Long.SIZE - UPPER_BITS) + ")");
        }
        Rans.decode(in, into, count, min, lowWidth);
        if (lowWidth > 0) {
            long[] lower = new long[count];
            BitPacking.unpack(in, lower, 0, count, 0, lowWidth);
            for (int i = 0; i < count; i++) {
                into[i] += lower[i];
            }
        }
    }

    private static int lowWidth(LongStats stats) {
        return Math.max(0, BitPacking.width(stats.max() - stats.min()) - UPPER_BITS);
    }

    private int count(long[] values, int count, long min, int lowWidth) {
        Arrays.fill(counts, 0);
        for (int i = 0; i < count; i++) {
            counts[(int) ((values[i] - min) >>> lowWidth)]++;
        }
        int symbols = counts.length;
        while (counts[symbols - 1] == 0) {
            symbols--;
        }
        return symbols;
    }
}
