package dev.trine.benchmarks.load;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A server of a measurement's own, on free ports; its output goes to a temporary file. Closing it
/// kills it.
final class ServerProcess implements AutoCloseable {
    private static final int READY_TIMEOUT_MS = 30_000;
    private static final int STOP_TIMEOUT_SECONDS = 60;

    private final Process process;
    private final int http;
    private final int otlpGrpc;
    private final int otlpHttp;

    private ServerProcess(Process process, int http, int otlpGrpc, int otlpHttp) {
        this.process = process;
        this.http = http;
        this.otlpGrpc = otlpGrpc;
        this.otlpHttp = otlpHttp;
    }

    /// Starts a server and waits until it is ready.
    ///
    /// @param launcher the command in front of `serve`; it must become the server's process
    static ServerProcess start(List<String> launcher, Path folder, String ack)
            throws IOException, InterruptedException {
        int http = freePort();
        int otlpGrpc = freePort();
        int otlpHttp = freePort();
        List<String> command = new ArrayList<>(launcher);
        command.addAll(
                List.of(
                        "serve",
                        "--data.dir=" + folder,
                        "--listen.http=127.0.0.1:" + http,
                        "--listen.otlp-grpc=127.0.0.1:" + otlpGrpc,
                        "--listen.otlp-http=127.0.0.1:" + otlpHttp,
                        "--storage.ack=" + ack));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(Files.createTempFile("trine-benchmark", ".log").toFile())
                        .start();
        ServerProcess server = new ServerProcess(process, http, otlpGrpc, otlpHttp);
        try {
            server.awaitReady();
        } catch (IOException | InterruptedException e) {
            server.close();
            throw e;
        }
        return server;
    }

    /// The port of a protocol: `http` or `grpc`.
    int otlpPort(String protocol) {
        return protocol.equals("http") ? otlpHttp : otlpGrpc;
    }

    /// An address on the OTLP/HTTP port.
    URI otlpUri(String path) {
        return URI.create("http://127.0.0.1:" + otlpHttp + path);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + http + path);
    }

    ProcessUsage usage() throws IOException {
        return ProcessUsage.of(process.pid());
    }

    /// Asks it to stop, and waits until it has.
    void stop() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("the server did not stop");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(READY_TIMEOUT_MS);
        while (System.nanoTime() < deadline && process.isAlive()) {
            try {
                HttpURLConnection ready =
                        (HttpURLConnection) uri("/-/ready").toURL().openConnection();
                if (ready.getResponseCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                Thread.sleep(20);
            }
        }
        throw new IOException("the server was not ready within " + READY_TIMEOUT_MS + " ms");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
