package dev.trine.storage.codec;

/// One value that most rows have, a bitmap of the rows that have another, and those others. Booleans,
/// flags, and what trembles now and then.
///
/// ```
/// ┌───────────────────────┬───────────────────────────────────┬─────────────────────────┐
/// │ common, zigzag varint │ bitmap: bit i % 8 of byte i / 8 is │ others: an integer page │
/// │                       │ set when row i has another value  │                         │
/// └───────────────────────┴───────────────────────────────────┴─────────────────────────┘
/// ```
final class SparseLongs {
    private SparseLongs() {}

    /// The value that more than half of the rows have, if there is one.
    static long common(long[] values, int count) {
        long candidate = 0;
        int votes = 0;
        for (int i = 0; i < count; i++) {
            if (votes == 0) {
                candidate = values[i];
            }
            votes += values[i] == candidate ? 1 : -1;
        }
        return candidate;
    }

    /// Copies the values that are not the common one, and returns how many there are.
    static int others(long[] values, int count, long common, long[] into) {
        int others = 0;
        for (int i = 0; i < count; i++) {
            into[others] = values[i];
            others += values[i] == common ? 0 : 1;
        }
        return others;
    }

    static void bitmap(long[] values, int count, long common, ByteSink out) {
        for (int from = 0; from < count; from += 8) {
            int bits = 0;
            for (int i = from; i < Math.min(count, from + 8); i++) {
                bits |= values[i] == common ? 0 : 1 << (i - from);
            }
            out.putByte(bits);
        }
    }

    static void decode(LongPageDecoder pages, ByteSource in, long[] into, int count, int depth) {
        long common = in.getZigzag();
        int bytes = (count + 7) >>> 3;
        int start = in.skip(bytes);
        byte[] bitmap = in.array();
        int others = 0;
        for (int i = 0; i < bytes; i++) {
            others += Integer.bitCount(bitmap[start + i] & 0xFF);
        }
        if (others > count) {
            throw new MalformedPageException(
                    "bitmap: " + others + " rows (expected: <= " + count + ")");
        }
        // One more than there are, so that the last row may look one ahead.
        long[] values = new long[others + 1];
        pages.decode(in, values, others, depth + 1);
        int next = 0;
        for (int i = 0; i < count; i++) {
            int bit = (bitmap[start + (i >>> 3)] >>> (i & 7)) & 1;
            into[i] = bit == 0 ? common : values[next];
            next += bit;
        }
    }
}
