package dev.trine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trine.self.MetricRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpServerTest {
    private static final Interruptions SLEEPER = new Interruptions();
    private static TestServer server;

    @BeforeAll
    static void open() throws Exception {
        Routes routes = new Routes();
        OperationRoutes.add(routes, new MetricRegistry(), () -> true);
        routes.add("POST", "/echo", HttpServerTest::echo, FailureForms.json())
                .add("GET", "/hello/{name}", HttpServerTest::hello, FailureForms.json())
                .add(
                        "GET",
                        "/rest/{rest...}",
                        e -> text(e, e.pathParameter("rest")),
                        FailureForms.json())
                .add(
                        "GET",
                        "/query",
                        e -> text(e, e.queryNames() + " " + e.queryAll("a")),
                        FailureForms.json())
                .add(
                        "POST",
                        "/query",
                        e -> text(e, e.queryNames() + " " + e.queryAll("a")),
                        FailureForms.json())
                .add(
                        "GET",
                        "/defect",
                        _ -> {
                            throw new IllegalStateException("secret");
                        },
                        FailureForms.json())
                .add("GET", "/stream", HttpServerTest::stream, FailureForms.json())
                .add("GET", "/half", HttpServerTest::half, FailureForms.json())
                .add("GET", "/sleep", HttpServerTest::sleep, FailureForms.json());
        server = new TestServer(NetLimits.forHeap(1L << 30).withBodyTimes(600, 1_500), routes);
    }

    @AfterAll
    static void close() throws Exception {
        server.close();
    }

    private static void echo(Exchange exchange)
            throws HttpFailure, IOException, InterruptedException {
        Exchange.Body body = exchange.body();
        text(exchange, new String(body.bytes(), 0, body.length(), StandardCharsets.UTF_8));
    }

    private static void hello(Exchange exchange) throws IOException {
        text(exchange, "hello " + exchange.pathParameter("name"));
    }

    private static void text(Exchange exchange, String text) throws IOException {
        exchange.respond(200, "text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    private static void stream(Exchange exchange) throws IOException {
        try (OutputStream out = exchange.respondStream(200, "text/plain")) {
            for (int i = 0; i < 100_000; i++) {
                out.write(("line " + i + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void half(Exchange exchange) throws IOException {
        OutputStream out = exchange.respondStream(200, "text/plain");
        out.write("half".getBytes(StandardCharsets.UTF_8));
        out.flush();
        throw new IllegalStateException("broken in the middle");
    }

    private static void sleep(Exchange exchange) throws InterruptedException {
        SLEEPER.sleep();
    }

    private static RawClient.Answer exchange(String request) throws IOException {
        try (RawClient client = server.client()) {
            return client.send(request.replace("|", "\r\n")).answer();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            textBlock =
                    """
                    GET /health > 200
                    GET /-/ready > 200
                    GET /-/healthy > 200
                    GET /health/ > 404
                    GET /nothing > 404
                    GET /hello/world > 200
                    GET /hello/ > 404
                    GET /hello > 404
                    GET //health > 404
                    GET /./health > 404
                    GET /x/../health > 404
                    GET /x/..%2fhealth > 404
                    GET /%2e%2e/health > 400
                    GET /hello%2fworld > 404
                    GET /hello/a%5cb > 404
                    GET /hello/a%00b > 400
                    GET /hello/%zz > 400
                    GET /hello/%ff > 404
                    GET /hello/a;b > 404
                    GET /h%65alth > 200
                    POST /health > 405
                    OPTIONS /health > 405
                    GET /echo > 405
                    TRACE /echo > 405
                    GET /defect > 500
                    GET /query?a=%z1 > 400
                    """)
    void answersThePathWith(String line, int status) throws Exception {
        assertThat(exchange(line + " HTTP/1.1|Host: localhost||").status()).isEqualTo(status);
    }

    @Test
    void answersHeadWithTheHeadersOfGet() throws Exception {
        try (RawClient client = server.client()) {
            client.send("HEAD /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            RawClient.Answer answer = client.headAnswer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers()).containsEntry("content-length", "15");
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void namesTheAllowedMethods() throws Exception {
        assertThat(exchange("POST /health HTTP/1.1|Host: localhost|Content-Length: 0||").headers())
                .containsEntry("allow", "GET, HEAD");
    }

    @Test
    void decodesPathAndQueryOnce() throws Exception {
        assertThat(exchange("GET /hello/a%2525%20b%C3%A9 HTTP/1.1|Host: localhost||").text())
                .isEqualTo("hello a%25 bé");
        assertThat(exchange("GET /rest/a/b//c HTTP/1.1|Host: localhost||").status()).isEqualTo(404);
        assertThat(exchange("GET /rest/a/b/c HTTP/1.1|Host: localhost||").text())
                .isEqualTo("a/b/c");
        assertThat(exchange("GET /query?a=1&b=&a=x+%26y%2B&=z&& HTTP/1.1|Host: localhost||").text())
                .isEqualTo("[a, b, ] [1, x &y+]");
        assertThat(
                        exchange(
                                        "POST /query?a=1 HTTP/1.1|Host: localhost|Content-Type:"
                                                + " application/x-www-form-urlencoded|Content-Length:"
                                                + " 7||a=2&b=3")
                                .text())
                .isEqualTo("[a, b] [1, 2]");
    }

    @Test
    void hidesADefectBehindAnId() throws Exception {
        RawClient.Answer answer = exchange("GET /defect HTTP/1.1|Host: localhost||");
        assertThat(answer.text())
                .contains("look for id ")
                .doesNotContain("secret")
                .doesNotContain("Exception");
    }

    @Test
    void sendsSecurityHeadersAndNoCors() throws Exception {
        RawClient.Answer answer =
                exchange("GET /health HTTP/1.1|Host: localhost|Origin: http://evil.example||");
        assertThat(answer.headers())
                .containsEntry("x-content-type-options", "nosniff")
                .containsEntry("referrer-policy", "no-referrer")
                .doesNotContainKey("access-control-allow-origin")
                .doesNotContainKey("server");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost,200",
        "127.0.0.1:80,200",
        "[::1]:1,200",
        "trine.localhost,200",
        "evil.example,403",
        "host.docker.internal:4318,200",
        "localhost.evil.example,403",
        "127.0.0.1.evil.example,403"
    })
    void knowsItsNames(String host, int status) throws Exception {
        assertThat(exchange("GET /health HTTP/1.1|Host: " + host + "||").status())
                .isEqualTo(status);
    }

    @Test
    void refusesOversizedHeadersAndUrls() throws Exception {
        assertThat(
                        exchange(
                                        "GET /health HTTP/1.1|Host: localhost|X: "
                                                + "x".repeat(64 << 10)
                                                + "||")
                                .status())
                .isEqualTo(431);
        assertThat(exchange("GET /" + "u".repeat(1 << 20) + " HTTP/1.1|Host: localhost||").status())
                .isEqualTo(414);
    }

    @Test
    void keepsTheConnectionAndPipelines() throws Exception {
        try (RawClient client = server.client()) {
            client.send(
                    "GET /hello/1 HTTP/1.1\r\n"
                            + "Host: x.localhost\r\n\r\n"
                            + "GET /hello/2 HTTP/1.1\r\n"
                            + "Host: localhost\r\n\r\n");
            assertThat(client.answer().text()).isEqualTo("hello 1");
            assertThat(client.answer().text()).isEqualTo("hello 2");
            client.send(
                    "POST /echo HTTP/1.1\r\n"
                            + "Host: localhost\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n"
                            + "3\r\n"
                            + "abc\r\n"
                            + "2\r\n"
                            + "de\r\n"
                            + "0\r\n\r\n");
            assertThat(client.answer().text()).isEqualTo("abcde");
        }
    }

    @Test
    void continuesWhenAsked() throws Exception {
        try (RawClient client = server.client()) {
            client.send(
                    "POST /echo HTTP/1.1\r\n"
                            + "Host: localhost\r\n"
                            + "Expect: 100-continue\r\n"
                            + "Content-Length: 3\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(100);
            assertThat(client.send("abc").answer().text()).isEqualTo("abc");
        }
    }

    @Test
    void refusesABodyTooLargeBeforeItIsSent() throws Exception {
        try (RawClient client = server.client()) {
            client.send(
                    "POST /echo HTTP/1.1\r\n"
                            + "Host: localhost\r\n"
                            + "Expect: 100-continue\r\n"
                            + "Content-Length: 67108865\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(413);
        }
    }

    @Test
    void refusesABodyTooLargeWhileItIsSent() throws Exception {
        try (RawClient client = server.client()) {
            client.send(
                    "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
            byte[] chunk =
                    ("100000\r\n" + "x".repeat(1 << 20) + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 80; i++) {
                client.send(chunk);
            }
            client.send("0\r\n\r\n");
            RawClient.Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.text()).contains("larger than 67108864 bytes");
        }
    }

    @Test
    void givesUpABodyThatPausesAndOneThatTrickles() throws Exception {
        try (RawClient client = server.client()) {
            client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\na");
            assertThat(client.answer().status()).isEqualTo(408);
            assertThat(client.isClosedByServer()).isTrue();
        }
        try (RawClient client = server.client()) {
            client.send(
                    "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
            long start = System.nanoTime();
            for (int i = 0; i < 8; i++) {
                client.send("1\r\na\r\n");
                Thread.sleep(200);
            }
            assertThat(client.answer().status()).isEqualTo(408);
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(4));
        }
    }

    @Test
    void answersABodyThatIsCutOff() throws Exception {
        try (RawClient client = server.client()) {
            client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\na")
                    .endOutput();
            assertThat(client.answer().status()).isEqualTo(400);
        }
    }

    @Test
    void inflates() throws Exception {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write("hello".getBytes(StandardCharsets.UTF_8));
        }
        byte[] body = zipped.toByteArray();
        try (RawClient client = server.client()) {
            String head =
                    "POST /echo HTTP/1.1\r\n"
                            + "Host: localhost\r\n"
                            + "Content-Encoding: %s\r\n"
                            + "Content-Length: %d\r\n\r\n";
            client.send(head.formatted("gzip", body.length)).send(body);
            assertThat(client.answer().text()).isEqualTo("hello");
            client.send(head.formatted("gzip", body.length - 3))
                    .send(java.util.Arrays.copyOf(body, body.length - 3));
            assertThat(client.answer().status()).isEqualTo(400);
            client.send(head.formatted("br", 1)).send("x");
            RawClient.Answer unknown = client.answer();
            assertThat(unknown.status()).isEqualTo(415);
            assertThat(unknown.headers()).containsKey("accept-encoding");
        }
    }

    @Test
    void streamsAnAnswer() throws Exception {
        RawClient.Answer answer = exchange("GET /stream HTTP/1.1|Host: localhost||");
        assertThat(answer.text())
                .startsWith("line 0\n")
                .endsWith("line 99999\n")
                .hasLineCount(100_000);
    }

    @Test
    void breaksOffAnAnswerThatFailsInTheMiddle() {
        assertThatThrownBy(() -> exchange("GET /half HTTP/1.1|Host: localhost||"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void interruptsAReadWhoseClientHasGone() throws Exception {
        SLEEPER.assertInterruptedWithin100Ms(() -> {
            RawClient client = server.client();
            client.send("GET /sleep HTTP/1.1\r\nHost: localhost\r\n\r\n");
            SLEEPER.awaitSleep();
            Thread.sleep(100);
            long left = System.nanoTime();
            client.close();
            return left;
        });
    }

    @Test
    void saysWhichFlagNamesABusyPort() {
        HttpServer other = new HttpServer(NetLimits.forHeap(1 << 28), new MetricRegistry());
        HttpListener busy = new HttpListener("--listen.http", "127.0.0.1", server.port());
        assertThatThrownBy(() -> other.open(List.of(busy), new Routes()))
                .isInstanceOf(ListenException.class)
                .hasMessage(
                        "127.0.0.1:"
                                + server.port()
                                + " is already in use by another process; stop it, or choose"
                                + " another with --listen.http=HOST:PORT");
    }
}
