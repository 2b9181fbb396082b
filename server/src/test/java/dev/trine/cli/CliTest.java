package dev.trine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CliTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void printsTheVersion() {
        assertThat(run(Map.of(), "version")).isZero();
        assertThat(out.toString()).startsWith("trine 0.").contains("Java " + Runtime.version());
    }

    @Test
    void everyCommandExplainsItself() {
        assertThat(run(Map.of(), "--help")).isZero();
        assertThat(out.toString())
                .contains("serve", "demo", "status", "version")
                .doesNotContain("train");
        for (String command :
                new String[] {
                    "serve",
                    "demo",
                    "status",
                    "export",
                    "import",
                    "inspect-part",
                    "verify",
                    "version"
                }) {
            assertThat(run(Map.of(), command, "--help")).isZero();
            assertThat(out.toString()).contains("Usage: trine " + command);
        }
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void serveIsTheDefaultCommand() {
        assertThat(run(Map.of("TRINE_DATA_DIR", "/data"), "--print-config")).isZero();
        assertThat(out.toString()).contains("data.dir: /data").contains("# TRINE_DATA_DIR");
    }

    @Test
    void wrongFlagsAndValuesAreUsageErrorsOfOneLine() {
        assertThat(run(Map.of(), "--no-such")).isEqualTo(2);
        assertThat(run(Map.of(), "no-such")).isEqualTo(2);
        assertThat(run(Map.of(), "serve", "--storage.mode=tape")).isEqualTo(2);
        assertThat(run(Map.of(), "serve", "--data.dir")).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(4).allMatch(line -> line.startsWith("trine: "));
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aServerThatCantStartEndsWithItsSentence() {
        assertThat(run(Map.of(), "serve", "--storage.mode=memory")).isEqualTo(1);
        assertThat(err).hasToString("trine: the port is taken" + System.lineSeparator());
    }

    @Test
    void statusSaysWhenNobodyAnswers() throws IOException {
        HttpServer taken = server("{}", 200);
        int port = taken.getAddress().getPort();
        taken.stop(0);

        assertThat(run(Map.of("TRINE_LISTEN_HTTP", "127.0.0.1:" + port), "status")).isEqualTo(4);
        assertThat(err.toString()).contains("no server answers at http://127.0.0.1:" + port + "/");
    }

    @Test
    void statusPrintsWhatTheServerHolds() throws IOException {
        String stats =
                """
                {"version":"9.9","uptime_seconds":61.5,"mode":"disk","ack":"synced","rejections":[{"a":1}],
                "data_dir":"/data","signals":{"traces":{"received":12,"rejected":1,"stored_rows":11,
                "bytes_disk":2500000,"oldest":null}},"storage":{"parts":3,"wal_bytes":0}}\
                """;
        HttpServer server = server(stats, 200);
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();

            assertThat(run(Map.of(), "status", "--url", url)).isZero();
            assertThat(out.toString())
                    .contains("Trine 9.9, up 61 s, disk, ack synced")
                    .containsPattern("traces +12 +1 +11 +2.5 MB")
                    .containsPattern("logs +- +- +- +-")
                    .contains("in 3 parts, log 0.0 MB");
            assertThat(run(Map.of(), "status", "--url", url, "-o", "json")).isZero();
            assertThat(out.toString()).contains(stats);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void statusFailsOnAnErrorStatus() throws IOException {
        HttpServer server = server("no", 500);
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();

            assertThat(run(Map.of(), "status", "--url", url)).isEqualTo(1);
            assertThat(err.toString()).contains("answered with status 500");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void statusTakesNothingButAnHttpUrl() {
        for (String url : new String[] {"//localhost:1", "ftp://localhost:1", "localhost:1"}) {
            assertThat(run(Map.of(), "status", "--url", url)).as(url).isEqualTo(2);
            assertThat(err.toString()).contains("--url=" + url + ": expected a URL");
        }
    }

    private int run(Map<String, String> environment, String... args) {
        ServerStarter starter =
                (config, demo) -> {
                    throw new StartException("the port is taken", new IOException());
                };
        PrintWriter outWriter = new PrintWriter(out);
        PrintWriter errWriter = new PrintWriter(err);
        return new Cli(starter, new FixedClock(), environment, outWriter, errWriter).run(args);
    }

    private static HttpServer server(String body, int status) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        server.createContext(
                "/api/stats",
                exchange -> {
                    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.start();
        return server;
    }
}
