package dev.trine.storage.codec;

import dev.trine.model.BytesColumn;

/// Byte strings under zstd, all values of the page in one frame.
///
/// ```
/// ┌──────────────────────────┬──────────────────────────────────────┐
/// │ lengths: an integer page │ zstd frame with sizes: see Zstd      │
/// └──────────────────────────┴──────────────────────────────────────┘
/// ```
final class ZstdBytes {
    private ZstdBytes() {}

    static BytesColumn decode(Zstd zstd, ByteSource in, int[] ends, int count, int maxBytes) {
        int length = count == 0 ? 0 : ends[count - 1];
        byte[] data = zstd.decompress(in, maxBytes);
        if (data.length != length) {
            throw new MalformedPageException(
                    "raw length: "
                            + data.length
                            + " (expected: "
                            + length
                            + ", the sum of the lengths)");
        }
        return new BytesColumn(data, ends, count);
    }
}
