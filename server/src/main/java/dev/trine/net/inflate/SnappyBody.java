package dev.trine.net.inflate;

import io.airlift.compress.v3.snappy.SnappyFramedInputStream;
import io.airlift.compress.v3.snappy.SnappyJavaDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/// `snappy`: one raw block (what Prometheus and newer Collectors send) or the framed format (older
/// Collectors), told apart by the stream identifier that starts the latter.
///
/// Source: format_description.txt and framing_format.txt of https://github.com/google/snappy.
final class SnappyBody {
    private static final byte[] STREAM_IDENTIFIER = {
        (byte) 0xFF, 6, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y'
    };

    /// A copy of three bytes makes 64: no block inflates further.
    private static final long BEST_RATIO = 64;

    private SnappyBody() {}

    static Inflation of(byte[] body, int length) throws ZipException {
        return isFramed(body, length)
                ? new Framed(body, length)
                : new Block(body, length, blockBytes(body, length));
    }

    /// The framed format.
    record Framed(byte[] body, int length) implements Inflation.Streamed {
        @Override
        public long claimedBytes() {
            return UNKNOWN;
        }

        @Override
        public InputStream open() throws IOException {
            return new SnappyFramedInputStream(
                    new SnappyJavaDecompressor(), new ByteArrayInputStream(body, 0, length));
        }
    }

    /// One raw block.
    record Block(byte[] body, int length, long mostBytes) implements Inflation.AtOnce {
        @Override
        public int inflate(byte[] target) {
            return new SnappyJavaDecompressor()
                    .decompress(body, 0, length, target, 0, target.length);
        }
    }

    private static boolean isFramed(byte[] body, int length) {
        if (length < STREAM_IDENTIFIER.length) {
            return false;
        }
        for (int i = 0; i < STREAM_IDENTIFIER.length; i++) {
            if (body[i] != STREAM_IDENTIFIER[i]) {
                return false;
            }
        }
        return true;
    }

    /// The size that a block starts with; one that its length can't make is malformed, not large.
    private static long blockBytes(byte[] body, int length) throws ZipException {
        long size = 0;
        for (int i = 0; i < Math.min(5, length); i++) {
            size |= (long) (body[i] & 0x7F) << (7 * i);
            if (body[i] >= 0) {
                if (size > BEST_RATIO * length) {
                    throw new ZipException(
                            "snappy: " + length + " bytes can't hold the " + size + " they claim");
                }
                return size;
            }
        }
        throw new ZipException("snappy: the data is cut off");
    }
}
