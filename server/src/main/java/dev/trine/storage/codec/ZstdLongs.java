package dev.trine.storage.codec;

/// Integers under zstd. As they are, zstd finds runs of values that come again; shuffled (all first
/// bytes, then all second bytes, and so on; lowest byte first) it finds bytes that vary little, such
/// as the exponents of doubles.
///
/// ```
/// ┌──────────────────────────────────────────────────────────────┐
/// │ zstd frame with sizes, 8 × count bytes raw: see Zstd         │
/// └──────────────────────────────────────────────────────────────┘
/// ```
final class ZstdLongs {
    private ZstdLongs() {}

    /// Writes the values in the layout that goes under zstd.
    static void layOut(long[] values, int from, int count, LongCodec codec, ByteSink out) {
        if (codec == LongCodec.ZSTD) {
            for (int i = from; i < from + count; i++) {
                out.putLong(values[i]);
            }
            return;
        }
        out.reserve(Long.BYTES * count);
        byte[] bytes = out.array();
        int at = out.size();
        for (int shift = 0; shift < Long.SIZE; shift += 8) {
            for (int i = from; i < from + count; i++) {
                bytes[at++] = (byte) (values[i] >>> shift);
            }
        }
        out.advance(Long.BYTES * count);
    }

    static void decode(Zstd zstd, ByteSource in, LongCodec codec, long[] into, int count) {
        byte[] raw = zstd.decompress(in, Math.multiplyExact(Long.BYTES, count));
        if (raw.length != Long.BYTES * count) {
            throw new MalformedPageException(
                    "raw length: " + raw.length + " (expected: " + Long.BYTES * count + ")");
        }
        if (codec == LongCodec.ZSTD) {
            RawLongs.decode(new ByteSource(raw), into, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            long value = 0;
            for (int part = 0; part < Long.BYTES; part++) {
                value |= (raw[part * count + i] & 0xFFL) << (8 * part);
            }
            into[i] = value;
        }
    }
}
