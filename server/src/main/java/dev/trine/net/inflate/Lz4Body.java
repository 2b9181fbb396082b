package dev.trine.net.inflate;

import io.airlift.compress.v3.lz4.Lz4FrameJavaDecompressor;
import java.io.EOFException;
import java.util.zip.ZipException;

/// `lz4`: one frame. Its blocks are walked first, each tells how large it can become.
///
/// Source: lz4_Frame_format.md of https://github.com/lz4/lz4.
///
/// ```
/// magic 184D2204  FLG(1)  BD(1)  [content size(8)]  [dictionary(4)]  HC(1)
/// { block size(4, high bit: not compressed)  data  [checksum(4)] }  00000000  [checksum(4)]
/// ```
record Lz4Body(byte[] body, int length, long mostBytes) implements Inflation.AtOnce {
    private static final int MAGIC = 0x184D2204;
    private static final int FLAG_BLOCK_CHECKSUM = 1 << 4;
    private static final int FLAG_CONTENT_SIZE = 1 << 3;
    private static final int FLAG_DICTIONARY = 1;

    /// One byte of a match length stands for at most 255.
    private static final long BEST_RATIO = 255;

    static Lz4Body of(byte[] body, int length) throws EOFException, ZipException {
        need(length, 7);
        if (GzipMembers.int32(body, 0) != MAGIC) {
            throw new ZipException("lz4: the data does not start with 04 22 4d 18");
        }
        int flags = body[4];
        int sizeCode = (body[5] >> 4) & 7;
        if (sizeCode < 4) {
            throw new ZipException("lz4: block size code " + sizeCode + " (expected: 4..7)");
        }
        int headerBytes =
                7
                        + ((flags & FLAG_CONTENT_SIZE) != 0 ? 8 : 0)
                        + ((flags & FLAG_DICTIONARY) != 0 ? 4 : 0);
        int checksumBytes = (flags & FLAG_BLOCK_CHECKSUM) != 0 ? 4 : 0;
        long blockBytes = 1L << (8 + 2 * sizeCode);
        return new Lz4Body(
                body, length, mostBytes(body, length, headerBytes, checksumBytes, blockBytes));
    }

    @Override
    public int inflate(byte[] target) {
        return new Lz4FrameJavaDecompressor().decompress(body, 0, length, target, 0, target.length);
    }

    private static long mostBytes(
            byte[] body, int length, int headerBytes, int checksumBytes, long blockBytes)
            throws EOFException {
        long most = 0;
        long at = headerBytes;
        while (true) {
            need(length, at + 4);
            int header = GzipMembers.int32(body, (int) at);
            if (header == 0) {
                return most;
            }
            long size = header & 0x7FFF_FFFF;
            most += header < 0 ? size : Math.min(blockBytes, size * BEST_RATIO);
            at += 4 + size + checksumBytes;
        }
    }

    private static void need(int length, long bytes) throws EOFException {
        if (length < bytes) {
            throw new EOFException("lz4: the data is cut off");
        }
    }
}
