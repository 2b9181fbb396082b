package dev.trine.benchmarks.load;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.eclipse.jetty.http2.hpack.HpackDecoder;
import org.eclipse.jetty.http2.hpack.HpackException;

/// OTLP/gRPC: unary calls one after another over one HTTP/2 connection in clear text, on a plain socket:
/// the sender shares the machine with the server, so it must cost next to nothing. A request leaves
/// with as few writes as the server's windows allow.
///
/// Source: RFC 9113; its frames are
///
/// ```
/// length(3)  type(1)  flags(1)  stream(4)  payload
/// ```
final class GrpcSender implements Sender {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int WINDOW_UPDATE = 8;

    /// END_STREAM of DATA and HEADERS, ACK of SETTINGS and PING.
    private static final int LAST = 1;

    private static final int END_HEADERS = 4;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int MAX_FRAME_SIZE = 5;

    private static final int TIMEOUT_MS = 60_000;
    private static final int HEADER_BYTES = 8192;
    private static final int FRAME_HEADER_BYTES = 9;
    private static final int PREFIX_BYTES = 5;
    private static final Map<String, String> SERVICES =
            Map.of(
                    "traces", "trace.v1.TraceService",
                    "logs", "logs.v1.LogsService",
                    "metrics", "metrics.v1.MetricsService");

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final HpackDecoder headers = new HpackDecoder(HEADER_BYTES, System::nanoTime);
    private final byte[] requestHeaders;
    private ByteBuffer waiting = ByteBuffer.allocate(1 << 20);
    private int nextStream = 1;

    /// What the server takes: of a connection, of a new stream, of the current one, of a frame.
    private long connectionWindow = 65_535;

    private long initialWindow = 65_535;
    private long streamWindow;
    private int frameLimit = 16_384;

    /// What the current call ended with; empty while it has not.
    private String status = "";

    GrpcSender(String host, int port, String signal) throws IOException {
        socket = new Socket(host, port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
        out = socket.getOutputStream();
        requestHeaders =
                requestHeaders(
                        host + ':' + port,
                        "/opentelemetry.proto.collector." + SERVICES.get(signal) + "/Export");
        waiting.put("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        frame(SETTINGS, 0, 0, 0);
        frame(WINDOW_UPDATE, 0, 0, Integer.BYTES);
        waiting.putInt(1 << 30);
        flush();
    }

    /// HPACK (RFC 7541) without dynamic entries, the same for every request.
    private static byte[] requestHeaders(String authority, String path) {
        ByteBuffer block = ByteBuffer.allocate(256);
        block.put((byte) 0x83).put((byte) 0x86); // :method POST, :scheme http
        literal(block.put((byte) 0x04), path);
        literal(block.put((byte) 0x01), authority);
        literal(block.put((byte) 0x0F).put((byte) 0x10), "application/grpc"); // content-type
        literal(block.put((byte) 0x00), "te");
        literal(block, "trailers");
        return Arrays.copyOf(block.array(), block.position());
    }

    private static void literal(ByteBuffer block, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        block.put((byte) bytes.length).put(bytes);
    }

    @Override
    public boolean send(byte[] body) throws IOException {
        int stream = nextStream;
        nextStream += 2;
        streamWindow = initialWindow;
        status = "";
        frame(HEADERS, END_HEADERS, stream, requestHeaders.length);
        waiting.put(requestHeaders);
        int length = PREFIX_BYTES + body.length;
        int sent = 0;
        while (sent < length && status.isEmpty()) {
            int size = (int) Math.min(Math.min(connectionWindow, streamWindow), frameLimit);
            size = Math.min(size, length - sent);
            if (size < PREFIX_BYTES && size < length - sent) {
                flush();
                readFrame(stream);
            } else {
                data(stream, body, sent, size, sent + size == length);
                sent += size;
            }
        }
        flush();
        while (status.isEmpty()) {
            readFrame(stream);
        }
        return status.equals("0");
    }

    /// A frame of the message, which is its prefix (not compressed, length) and the body.
    private void data(int stream, byte[] body, int from, int size, boolean last)
            throws IOException {
        frame(DATA, last ? LAST : 0, stream, size);
        int prefix = 0;
        if (from == 0) {
            waiting.put((byte) 0).putInt(body.length);
            prefix = PREFIX_BYTES;
        }
        waiting.put(body, from + prefix - PREFIX_BYTES, size - prefix);
        connectionWindow -= size;
        streamWindow -= size;
    }

    /// Writes a frame's header where there is room for all of it.
    private void frame(int type, int flags, int stream, int length) throws IOException {
        if (waiting.remaining() < FRAME_HEADER_BYTES + length) {
            flush();
        }
        waiting.put((byte) (length >>> 16)).putShort((short) length);
        waiting.put((byte) type).put((byte) flags).putInt(stream);
    }

    private void flush() throws IOException {
        out.write(waiting.array(), 0, waiting.position());
        waiting.clear();
    }

    private void readFrame(int stream) throws IOException {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int about = in.readInt();
        byte[] bytes = in.readNBytes(length);
        ByteBuffer payload = ByteBuffer.wrap(bytes);
        switch (type) {
            case HEADERS -> readHeaders(payload);
            case SETTINGS -> readSettings(payload, flags);
            case PING -> answerPing(bytes, flags);
            case WINDOW_UPDATE -> widen(about, stream, payload.getInt());
            case RST_STREAM -> status = "reset";
            case GOAWAY -> throw new IOException("the server closes the connection");
            default -> {
                // The answer's message tells no more than its status.
            }
        }
    }

    /// Our requests make no header block longer than a frame, nor padded or with a priority.
    private void readHeaders(ByteBuffer block) throws IOException {
        try {
            String found = headers.decode(block).getHttpFields().get("grpc-status");
            if (found != null) {
                status = found;
            }
        } catch (HpackException malformed) {
            throw new IOException("headers that can't be read", malformed);
        }
    }

    private void readSettings(ByteBuffer settings, int flags) throws IOException {
        if (flags == LAST) {
            return;
        }
        while (settings.hasRemaining()) {
            int key = settings.getShort();
            int value = settings.getInt();
            if (key == INITIAL_WINDOW_SIZE) {
                streamWindow += value - initialWindow;
                initialWindow = value;
            } else if (key == MAX_FRAME_SIZE) {
                frameLimit = Math.min(value, waiting.capacity() / 2);
            }
        }
        frame(SETTINGS, LAST, 0, 0);
    }

    private void answerPing(byte[] bytes, int flags) throws IOException {
        if (flags != LAST) {
            frame(PING, LAST, 0, bytes.length);
            waiting.put(bytes);
            flush();
        }
    }

    private void widen(int about, int stream, int bytes) {
        if (about == 0) {
            connectionWindow += bytes;
        } else if (about == stream) {
            streamWindow += bytes;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
