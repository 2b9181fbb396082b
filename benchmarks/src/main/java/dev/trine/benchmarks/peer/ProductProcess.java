package dev.trine.benchmarks.peer;

import dev.trine.benchmarks.load.ProcessUsage;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A server of a measurement's own, on a free port, its data in one folder. Closing kills it.
final class ProductProcess implements AutoCloseable {
    private static final int READY_TIMEOUT_SECONDS = 60;
    private static final int STOP_TIMEOUT_SECONDS = 60;
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

    private final Product product;
    private final Process process;
    private final int port;
    private final double readySeconds;
    private final HttpClient client;
    private final Path log;

    private ProductProcess(Product product, Process process, int port, HttpClient client, Path log)
            throws IOException, InterruptedException {
        this.product = product;
        this.process = process;
        this.port = port;
        this.client = client;
        this.log = log;
        long start = System.nanoTime();
        try {
            awaitReady(start);
        } catch (IOException | InterruptedException e) {
            close();
            throw e;
        }
        this.readySeconds = (System.nanoTime() - start) / 1e9;
    }

    /// Starts a server and waits until it is ready.
    static ProductProcess start(Product product, Path folder, HttpClient client)
            throws IOException, InterruptedException {
        Path config = folder.resolve("prometheus.yml");
        if (!Files.exists(config)) {
            Files.writeString(config, "global: {}\n");
        }
        Path log = folder.resolve("server.log");
        int port = freePort();
        Process process =
                new ProcessBuilder(product.command(folder, port))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        // A runner that is ended leaves no server behind.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new ProductProcess(product, process, port, client, log);
    }

    /// From the start of the process until it was ready.
    double readySeconds() {
        return readySeconds;
    }

    int port() {
        return port;
    }

    ProcessUsage usage() throws IOException {
        return ProcessUsage.of(process.pid());
    }

    /// Asks a question.
    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(uri(path)).timeout(ANSWER_TIMEOUT).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> post(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(uri(path))
                        .timeout(ANSWER_TIMEOUT)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    /// Makes what was sent last visible to queries.
    void flush() throws IOException, InterruptedException {
        if (!product.flushPath().isEmpty()) {
            post(product.flushPath());
        }
    }

    /// Asks it to stop, and waits until it has.
    void stop() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException(product.name() + " did not stop");
        }
    }

    /// Kills it: `kill -9`.
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private void awaitReady(long start) throws IOException, InterruptedException {
        long deadline = start + TimeUnit.SECONDS.toNanos(READY_TIMEOUT_SECONDS);
        while (System.nanoTime() < deadline && process.isAlive()) {
            try {
                if (get(product.readyPath()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                Thread.sleep(5); // it does not listen yet
            }
        }
        throw new IOException(
                product.name()
                        + " was not ready within "
                        + READY_TIMEOUT_SECONDS
                        + " s: "
                        + Files.readString(log));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
