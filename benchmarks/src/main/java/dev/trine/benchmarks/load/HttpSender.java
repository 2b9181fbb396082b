package dev.trine.benchmarks.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// OTLP/HTTP over a plain socket: the sender shares the machine with the server, so it must cost
/// next to nothing.
public final class HttpSender implements Sender {
    private static final int TIMEOUT_MS = 60_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final String head;

    /// @param headers whole lines without their ends
    public HttpSender(String host, int port, String path, List<String> headers) throws IOException {
        socket = new Socket(host, port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MS);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        head =
                "POST "
                        + path
                        + " HTTP/1.1\r\nHost: "
                        + host
                        + ':'
                        + port
                        + "\r\n"
                        + String.join("\r\n", headers)
                        + "\r\nContent-Length: ";
    }

    static HttpSender otlp(String host, int port, String signal) throws IOException {
        return new HttpSender(
                host, port, "/v1/" + signal, List.of("Content-Type: application/x-protobuf"));
    }

    @Override
    public boolean send(byte[] body) throws IOException {
        byte[] header = (head + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[header.length + body.length];
        System.arraycopy(header, 0, request, 0, header.length);
        System.arraycopy(body, 0, request, header.length, body.length);
        out.write(request);
        return readAnswer();
    }

    private boolean readAnswer() throws IOException {
        String status = line();
        long length = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(lower.substring(15).trim());
            }
        }
        in.skipNBytes(length);
        return status.startsWith("HTTP/1.1 2");
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
