package dev.trine.net.inflate;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/// One deflate stream read from an [Inflater] that has all its input. Owns the inflater.
final class DeflatedBytes extends InputStream {
    private final Inflater inflater;

    DeflatedBytes(Inflater inflater) {
        this.inflater = inflater;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            int read = inflater.inflate(target, offset, length);
            if (read > 0) {
                return read;
            }
        } catch (DataFormatException malformed) {
            throw new ZipException("deflate: " + malformed.getMessage());
        }
        if (inflater.finished()) {
            return -1;
        }
        throw new EOFException("deflate: the data is cut off");
    }

    @Override
    public void close() {
        inflater.end();
    }
}
