package dev.trine.benchmarks.load;

import java.io.IOException;

/// One connection that sends requests one after another. Not safe for use by several threads.
interface Sender extends AutoCloseable {
    /// Sends one encoded request and waits for its answer.
    ///
    /// @return true when the server acknowledged it
    boolean send(byte[] body) throws IOException, InterruptedException;

    @Override
    void close() throws IOException;

    static Sender open(String protocol, String host, int port, String signal)
            throws IOException, InterruptedException {
        return switch (protocol) {
            case "http" -> HttpSender.otlp(host, port, signal);
            case "grpc" -> new GrpcSender(host, port, signal);
            default ->
                    throw new IllegalArgumentException(
                            "protocol: " + protocol + " (expected: http or grpc)");
        };
    }
}
