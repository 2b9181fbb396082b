package dev.trine.net.inflate;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/// The members of a gzip file one after the other, each checked against its CRC and size. Inflates
/// straight from the array into the reader's, without the buffers of the JDK's stream.
///
/// Source: RFC 1952.
///
/// ```
/// 1F 8B  method=8  flags  mtime(4)  xfl  os  [extra]  [name 0]  [comment 0]  [crc16]
/// deflate data …
/// crc32(4)  size(4)
/// ```
final class GzipMembers extends InputStream {
    private static final int HEADER_BYTES = 10;
    private static final int TRAILER_BYTES = 8;
    private static final int FLAG_HEADER_CRC = 1 << 1;
    private static final int FLAG_EXTRA = 1 << 2;
    private static final int FLAG_NAME = 1 << 3;
    private static final int FLAG_COMMENT = 1 << 4;

    private final byte[] body;
    private final int length;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private int next;
    private boolean finished;

    GzipMembers(byte[] body, int length) throws IOException {
        this.body = body;
        this.length = length;
        try {
            startMember();
        } catch (IOException malformed) {
            inflater.end();
            throw malformed;
        }
    }

    static int int32(byte[] bytes, int offset) {
        return (bytes[offset] & 0xFF)
                | ((bytes[offset + 1] & 0xFF) << 8)
                | ((bytes[offset + 2] & 0xFF) << 16)
                | (bytes[offset + 3] << 24);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        while (!finished) {
            int read = inflate(target, offset, count);
            if (read > 0) {
                crc.update(target, offset, read);
                return read;
            }
            if (!inflater.finished()) {
                throw new EOFException("gzip: the data is cut off");
            }
            endMember();
        }
        return -1;
    }

    private int inflate(byte[] target, int offset, int count) throws ZipException {
        try {
            return inflater.inflate(target, offset, count);
        } catch (DataFormatException malformed) {
            throw new ZipException("gzip: " + malformed.getMessage());
        }
    }

    private void startMember() throws IOException {
        int flags = header();
        if ((flags & FLAG_EXTRA) != 0) {
            need(2);
            int extra = (body[next] & 0xFF) | ((body[next + 1] & 0xFF) << 8);
            skip(2 + extra);
        }
        if ((flags & FLAG_NAME) != 0) {
            skipText();
        }
        if ((flags & FLAG_COMMENT) != 0) {
            skipText();
        }
        if ((flags & FLAG_HEADER_CRC) != 0) {
            skip(2);
        }
        crc.reset();
        inflater.reset();
        inflater.setInput(body, next, length - next);
    }

    private int header() throws IOException {
        need(HEADER_BYTES);
        if ((body[next] & 0xFF) != 0x1F || (body[next + 1] & 0xFF) != 0x8B) {
            throw new ZipException("gzip: the data does not start with 1f 8b");
        }
        if (body[next + 2] != 8) {
            throw new ZipException("gzip: method " + body[next + 2] + " (expected: 8)");
        }
        int flags = body[next + 3];
        skip(HEADER_BYTES);
        return flags;
    }

    private void endMember() throws IOException {
        next = length - inflater.getRemaining();
        need(TRAILER_BYTES);
        if (int32(body, next) != (int) crc.getValue()) {
            throw new ZipException("gzip: the checksum does not match");
        }
        if (int32(body, next + 4) != (int) inflater.getBytesWritten()) {
            throw new ZipException("gzip: the size does not match");
        }
        skip(TRAILER_BYTES);
        if (next == length) {
            finished = true;
        } else {
            startMember();
        }
    }

    private void skipText() throws IOException {
        while (true) {
            need(1);
            if (body[next++] == 0) {
                return;
            }
        }
    }

    private void skip(int bytes) throws EOFException {
        need(bytes);
        next += bytes;
    }

    private void need(int bytes) throws EOFException {
        if (length - next < bytes) {
            throw new EOFException("gzip: the data is cut off");
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
