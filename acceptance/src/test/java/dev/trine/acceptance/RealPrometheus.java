package dev.trine.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A Prometheus process that scrapes itself, writes to a Trine and reads from it.
final class RealPrometheus implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final Path output;
    private final int port;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private RealPrometheus(Process process, Path output, int port) {
        this.process = process;
        this.output = output;
        this.port = port;
    }

    /// One of Prometheus's programs: installed, or unpacked by the tests' script.
    static Optional<Path> program(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        Path unpacked = Path.of("../target/prometheus/usr/bin");
        return Stream.concat(Stream.of(path.split(":", -1)).map(Path::of), Stream.of(unpacked))
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static RealPrometheus start(Path folder, TrineServer trine) throws Exception {
        int port = TrineServer.freePort();
        Path config = folder.resolve("prometheus.yml");
        Files.writeString(
                config,
                """
                global: { scrape_interval: 1s }
                scrape_configs:
                  - job_name: self
                    static_configs: [{ targets: ['127.0.0.1:%d'] }]
                remote_write:
                  - url: %s
                    queue_config: { batch_send_deadline: 300ms }
                    metadata_config: { send: true, send_interval: 1s }
                remote_read:
                  - url: %s
                    read_recent: true
                """
                        .formatted(port, trine.uri("/api/v1/write"), trine.uri("/api/v1/read")));
        Path output = folder.resolve("prometheus.log");
        Process process =
                new ProcessBuilder(
                                program("prometheus").orElseThrow().toString(),
                                "--config.file=" + config,
                                "--storage.tsdb.path=" + folder.resolve("prometheus"),
                                "--enable-feature=native-histograms",
                                "--web.enable-remote-write-receiver",
                                "--web.listen-address=127.0.0.1:" + port)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        RealPrometheus prometheus = new RealPrometheus(process, output, port);
        prometheus.awaitReady();
        return prometheus;
    }

    private void awaitReady() throws Exception {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            try {
                if (send(HttpRequest.newBuilder(uri("/-/ready"))).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        throw new IOException("Prometheus did not become ready:\n" + Files.readString(output));
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /// What it answers to a query.
    JsonNode query(String encoded) throws Exception {
        HttpResponse<byte[]> answer =
                send(HttpRequest.newBuilder(uri("/api/v1/query?query=" + encoded)));
        assertThat(answer.statusCode()).as(new String(answer.body())).isEqualTo(200);
        return JSON.readTree(answer.body()).path("data").path("result");
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return client.send(
                request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /// Runs promtool.
    ///
    /// @return what it wrote, errors after the rest
    static String promtool(String input, int exitCode, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(program("promtool").orElseThrow().toString());
        command.addAll(List.of(arguments));
        Path standardInput = Files.createTempFile("promtool", ".txt");
        Path output = Files.createTempFile("promtool", ".log");
        try {
            Files.writeString(standardInput, input);
            Process process =
                    new ProcessBuilder(command)
                            .redirectInput(standardInput.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            String said = Files.readString(output);
            assertThat(process.waitFor()).as(command + " said " + said).isEqualTo(exitCode);
            return said;
        } finally {
            Files.delete(standardInput);
            Files.delete(output);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        client.close();
    }
}
