package dev.trine.storage.codec;

import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.zstd.ZstdCompressor;
import io.airlift.compress.v3.zstd.ZstdDecompressor;
import org.jspecify.annotations.Nullable;

/// One zstd frame with its sizes in front, so that a reader knows what it will get before it
/// allocates:
///
/// ```
/// ┌────────────────────┬───────────────────────────┬──────────────────┐
/// │ raw length, varint │ compressed length, varint │ zstd frame       │
/// └────────────────────┴───────────────────────────┴──────────────────┘
/// ```
///
/// Not safe for use by several threads at once.
final class Zstd {
    /// Level 3 is zstd's own default: levels above cost twice the time for a few percent here.
    private static final int LEVEL = 3;

    // Made when first needed: linking the native library takes longer than the rest of a start.
    private @Nullable ZstdCompressor compressor;
    private @Nullable ZstdDecompressor decompressor;
    private final ByteSink trial = new ByteSink(1 << 12);

    void compress(byte[] source, int offset, int length, ByteSink out) {
        ByteSink frame = compressed(source, offset, length);
        out.putVarint(length);
        out.putVarint(frame.size());
        out.putBytes(frame.array(), 0, frame.size());
    }

    /// How many bytes the frame of these bytes would have.
    int measure(byte[] source, int offset, int length) {
        return compressed(source, offset, length).size();
    }

    /// The bytes of the next frame.
    ///
    /// @param maxLength the longest that the caller takes
    byte[] decompress(ByteSource in, int maxLength) {
        int rawLength = in.getCount("raw length", maxLength);
        int compressedLength = in.getCount("compressed length", in.remaining());
        int start = in.skip(compressedLength);
        byte[] raw = new byte[rawLength];
        int got = decompress(in.array(), start, compressedLength, raw);
        if (got != rawLength) {
            throw new MalformedPageException(
                    "zstd: " + got + " bytes (expected: " + rawLength + ")");
        }
        return raw;
    }

    private int decompress(byte[] source, int start, int length, byte[] raw) {
        if (decompressor == null) {
            decompressor = ZstdDecompressor.create();
        }
        try {
            return decompressor.decompress(source, start, length, raw, 0, raw.length);
        } catch (MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new MalformedPageException("zstd: " + e.getMessage(), e);
        }
    }

    private ByteSink compressed(byte[] source, int offset, int length) {
        if (compressor == null) {
            compressor = ZstdCompressor.create(LEVEL);
        }
        trial.clear();
        trial.reserve(compressor.maxCompressedLength(length));
        int size =
                compressor.compress(source, offset, length, trial.array(), 0, trial.array().length);
        trial.advance(size);
        return trial;
    }
}
