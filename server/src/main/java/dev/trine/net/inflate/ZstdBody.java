package dev.trine.net.inflate;

import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/// `zstd`. The frame header is read here first, because it can ask for a window of terabytes.
///
/// Source: RFC 8878, section 3.1.1.1.
///
/// ```
/// magic FD2FB528  descriptor(1)  [window(1)]  [dictionary(0..4)]  [content size(0..8)]
/// ```
record ZstdBody(byte[] body, int length, long claimedBytes) implements Inflation.Streamed {
    /// Largest window a zstd frame may ask for. RFC 8878 recommends 8 MB; encoders at their highest
    /// levels use up to 32 MB.
    private static final long WINDOW_BYTES = 32L << 20;

    private static final int MAGIC = 0xFD2FB528;

    static ZstdBody of(byte[] body, int length) throws IOException {
        need(length, 5);
        if (GzipMembers.int32(body, 0) != MAGIC) {
            throw new ZipException("zstd: the data does not start with 28 b5 2f fd");
        }
        int descriptor = body[4];
        boolean singleSegment = (descriptor & 0x20) != 0;
        int at = 5;
        if (!singleSegment) {
            need(length, at + 1);
            checkWindow(windowBytes(body[at++] & 0xFF));
        }
        int dictionaryFlag = descriptor & 3;
        at += dictionaryFlag == 3 ? 4 : dictionaryFlag;
        return new ZstdBody(
                body, length, contentBytes(body, length, at, (descriptor >> 6) & 3, singleSegment));
    }

    @Override
    public InputStream open() {
        return new ZstdInputStream(new ByteArrayInputStream(body, 0, length));
    }

    private static long windowBytes(int window) {
        long base = 1L << (10 + (window >> 3));
        return base + (base >> 3) * (window & 7);
    }

    private static void checkWindow(long window) throws ZipException {
        if (window > WINDOW_BYTES) {
            throw new ZipException(
                    "zstd: a window of "
                            + window
                            + " bytes is too large (expected: <= "
                            + WINDOW_BYTES
                            + ")");
        }
    }

    private static long contentBytes(
            byte[] body, int length, int at, int flag, boolean singleSegment) throws EOFException {
        int size = flag == 0 ? (singleSegment ? 1 : 0) : 1 << flag;
        if (size == 0) {
            return UNKNOWN;
        }
        need(length, at + size);
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = (value << 8) | (body[at + i] & 0xFF);
        }
        long content = size == 2 ? value + 256 : value;
        return content < 0 ? Long.MAX_VALUE : content;
    }

    private static void need(int length, int bytes) throws EOFException {
        if (length < bytes) {
            throw new EOFException("zstd: the data is cut off");
        }
    }
}
