package dev.trine.net;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Response;

/// The body of a streamed answer. Gathers small writes; `flush` sends what there is. A write returns
/// when the bytes are on their way, so a slow client slows its writer.
final class ResponseStream extends OutputStream {
    private static final int BUFFER_BYTES = 16 << 10;

    private final Response response;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int buffered;
    private boolean closed;

    ResponseStream(Response response) {
        this.response = response;
    }

    @Override
    public void write(int b) throws IOException {
        checkOpen();
        if (buffered == BUFFER_BYTES) {
            flush();
        }
        buffer[buffered++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        checkOpen();
        if (length > BUFFER_BYTES - buffered) {
            flush();
        }
        if (length > BUFFER_BYTES) {
            WriteDone.write(response, false, ByteBuffer.wrap(source, offset, length));
        } else {
            System.arraycopy(source, offset, buffer, buffered, length);
            buffered += length;
        }
    }

    /// Sends what was gathered, and the headers when nothing was sent yet.
    @Override
    public void flush() throws IOException {
        checkOpen();
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, buffered);
        buffered = 0;
        WriteDone.write(response, false, bytes);
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            WriteDone.write(response, true, ByteBuffer.wrap(buffer, 0, buffered));
        }
    }

    private void checkOpen() throws IOException {
        if (closed) {
            throw new IOException("the answer has been ended");
        }
    }
}
