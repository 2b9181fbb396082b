package dev.trine.net.inflate;

import java.io.InputStream;
import java.util.zip.Inflater;

/// `deflate`: a zlib stream, as RFC 9110 has it, or the bare deflate data that many clients send
/// under that name. A zlib header is recognised by its check: RFC 1950, section 2.2.
record DeflateBody(byte[] body, int length) implements Inflation.Streamed {
    private static final int METHOD_DEFLATE = 8;

    @Override
    public long claimedBytes() {
        return UNKNOWN;
    }

    @Override
    public InputStream open() {
        Inflater inflater = new Inflater(!isZlib());
        inflater.setInput(body, 0, length);
        return new DeflatedBytes(inflater);
    }

    private boolean isZlib() {
        return length >= 2
                && (body[0] & 0x0F) == METHOD_DEFLATE
                && (((body[0] & 0xFF) << 8) | (body[1] & 0xFF)) % 31 == 0;
    }
}
