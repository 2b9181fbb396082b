package dev.trine.storage.codec;

/// Integers under zstd, as they are: it finds runs of values that come again.
///
/// ```
/// ┌────────────────────────────────────────────────────┐
/// │ zstd frame with sizes, 8 × count bytes: see Zstd   │
/// └────────────────────────────────────────────────────┘
/// ```
final class ZstdLongs {
    private ZstdLongs() {}

    /// Writes the values as they go under zstd.
    static void layOut(long[] values, int count, ByteSink out) {
        for (int i = 0; i < count; i++) {
            out.putLong(values[i]);
        }
    }

    static void decode(Zstd zstd, ByteSource in, long[] into, int count) {
        int length = Math.multiplyExact(Long.BYTES, count);
        byte[] raw = zstd.decompress(in, length);
        if (raw.length != length) {
            throw new MalformedPageException(
                    "raw length: " + raw.length + " (expected: " + length + ")");
        }
        RawLongs.decode(new ByteSource(raw), into, count);
    }
}
