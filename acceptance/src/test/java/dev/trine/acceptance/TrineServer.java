package dev.trine.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A Trine process, started from the built jar with ports of its own, and what a client asks of it.
final class TrineServer implements AutoCloseable {
    private static final Duration READY_TIMEOUT = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final Path output;
    private final int httpPort;
    private final int otlpHttpPort;
    private final int otlpGrpcPort;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private TrineServer(
            Process process, Path output, int httpPort, int otlpHttpPort, int otlpGrpcPort) {
        this.process = process;
        this.output = output;
        this.httpPort = httpPort;
        this.otlpHttpPort = otlpHttpPort;
        this.otlpGrpcPort = otlpGrpcPort;
    }

    /// Starts a server over a data folder and waits until it is ready.
    static TrineServer start(Path folder, String... flags)
            throws IOException, InterruptedException {
        TrineServer server = launch("serve", folder, flags);
        server.awaitReady();
        return server;
    }

    /// Starts a server with `serve` or `demo` and does not wait.
    static TrineServer launch(String command, Path folder, String... flags) throws IOException {
        int http = freePort();
        int otlpHttp = freePort();
        int otlpGrpc = freePort();
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.add("--data.dir=" + folder);
        arguments.add("--listen.http=127.0.0.1:" + http);
        arguments.add("--listen.otlp-http=127.0.0.1:" + otlpHttp);
        arguments.add("--listen.otlp-grpc=127.0.0.1:" + otlpGrpc);
        arguments.addAll(List.of(flags));
        Path output = Files.createTempFile("trine-acceptance", ".log");
        Process process =
                new ProcessBuilder(command(arguments))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        return new TrineServer(process, output, http, otlpHttp, otlpGrpc);
    }

    /// The command line that runs the built jar as `./trine` does, without looking at sources.
    static List<String> command(List<String> arguments) throws IOException {
        return command(StartupCache.flags(), arguments);
    }

    /// The same with further flags for the JVM.
    static List<String> command(List<String> flags, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx512m",
                        "-XX:+UseCompactObjectHeaders",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED"));
        command.addAll(flags);
        command.addAll(List.of("-jar", jar().toString()));
        command.addAll(arguments);
        return command;
    }

    private static Path jar() throws IOException {
        Path jar = Path.of("../server/target/trine.jar");
        if (!Files.exists(jar)) {
            throw new IOException("no " + jar.normalize() + ": build it first");
        }
        return jar;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + READY_TIMEOUT.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            try {
                if (get("/-/ready").statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        }
        throw new IOException(
                "the server did not become ready; it said:\n" + Files.readString(output));
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + httpPort + path);
    }

    int otlpHttpPort() {
        return otlpHttpPort;
    }

    int otlpGrpcPort() {
        return otlpGrpcPort;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(path)).timeout(READY_TIMEOUT).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /// Asks for JSON and expects 200.
    JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(path + " said " + response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    /// All rows of a paged list.
    List<JsonNode> jsonPages(String path) throws IOException, InterruptedException {
        List<JsonNode> rows = new ArrayList<>();
        String cursor = "";
        do {
            HttpResponse<String> response = get(path + cursor);
            assertThat(response.statusCode()).as(path + " said " + response.body()).isEqualTo(200);
            JSON.readTree(response.body()).forEach(rows::add);
            cursor =
                    response.headers()
                            .firstValue("Trine-Next-Cursor")
                            .map(next -> "&cursor=" + next)
                            .orElse("");
        } while (!cursor.isEmpty());
        return rows;
    }

    /// Posts an encoded OTLP request, `signal` being `traces`, `logs` or `metrics`.
    HttpResponse<byte[]> export(String signal, String type, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + otlpHttpPort + "/v1/" + signal))
                        .header("Content-Type", type)
                        .timeout(READY_TIMEOUT)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    /// SIGKILL; returns when the process is gone.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// SIGTERM; returns the exit code.
    int stop() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("stopped after SIGTERM").isTrue();
        return process.exitValue();
    }

    Process process() {
        return process;
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        client.close();
        Files.deleteIfExists(output);
    }
}
