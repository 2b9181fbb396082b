package dev.trine.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.AsyncRequestContent;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// HTTP/2 by prior knowledge, and HTTP/1.1 for a client that asks to upgrade to it.
class Http2Test {
    private static final long SEED = 20_261_121;
    private static final int LARGE = 300_000;
    private static final Interruptions SLEEPER = new Interruptions();
    private static TestServer server;
    private static HttpClient client;

    @BeforeAll
    static void open() throws Exception {
        Routes routes = new Routes();
        routes.add(
                        "GET",
                        "/ok",
                        e -> e.respond(200, "text/plain", new byte[] {'o', 'k'}),
                        FailureForms.json())
                .add(
                        "GET",
                        "/large",
                        e -> e.respond(200, "text/plain", new byte[LARGE]),
                        FailureForms.json())
                .add("POST", "/length", Http2Test::length, FailureForms.json())
                .add("GET", "/sleep", Http2Test::sleep, FailureForms.json())
                .addGrpc(
                        "/test.Echo/Call",
                        (_, m) -> Arrays.copyOf(m.bytes(), m.length()),
                        (_, _, _) -> new byte[0]);
        server = new TestServer(NetLimits.forHeap(1L << 30).withBodyTimes(500, 1_000), routes);
        client = new HttpClient(new HttpClientTransportOverHTTP2(new HTTP2Client()));
        client.start();
    }

    @AfterAll
    static void close() throws Exception {
        client.stop();
        server.close();
    }

    private static Request request(String path) {
        return client.newRequest(address(path));
    }

    private static URI address(String path) {
        return URI.create("http://localhost:" + server.port() + path);
    }

    private static void length(Exchange exchange)
            throws HttpFailure, IOException, InterruptedException {
        byte[] length =
                Integer.toString(exchange.body().length()).getBytes(StandardCharsets.US_ASCII);
        exchange.respond(200, "text/plain", length);
    }

    private static void sleep(Exchange exchange) throws InterruptedException {
        SLEEPER.sleep();
    }

    @Test
    void speaksHttp2ToWhoBeginsWithIt() throws Exception {
        ContentResponse answer = request("/ok").send();
        assertThat(answer.getVersion()).isEqualTo(HttpVersion.HTTP_2);
        assertThat(answer.getContentAsString()).isEqualTo("ok");
    }

    /// The JDK's client, by default, asks to upgrade its first request.
    @Test
    void answersARequestForUpgradeOverHttp1() throws Exception {
        try (java.net.http.HttpClient upgrading =
                java.net.http.HttpClient.newBuilder()
                        .version(java.net.http.HttpClient.Version.HTTP_2)
                        .build()) {
            HttpResponse<byte[]> answer =
                    upgrading.send(
                            HttpRequest.newBuilder(address("/large")).build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.version()).isEqualTo(java.net.http.HttpClient.Version.HTTP_1_1);
            assertThat(answer.body()).hasSize(LARGE);
        }
    }

    @Test
    void takesALargeBodyAndGivesOne() throws Exception {
        ContentResponse taken =
                request("/length")
                        .method("POST")
                        .body(new BytesRequestContent(new byte[20 << 20]))
                        .send();
        assertThat(taken.getContentAsString()).isEqualTo(Integer.toString(20 << 20));
        assertThat(request("/large").send().getContent()).hasSize(LARGE);
    }

    @Test
    void givesUpABodyThatPauses() throws Exception {
        AsyncRequestContent stalling = new AsyncRequestContent(ByteBuffer.wrap(new byte[] {'x'}));
        CompletableFuture<Integer> status = new CompletableFuture<>();
        long start = System.nanoTime();
        request("/length")
                .method("POST")
                .body(stalling)
                .onResponseHeaders(response -> status.complete(response.getStatus()))
                .send(result -> status.completeExceptionally(new IOException(result.toString())));
        assertThat(status.get(10, TimeUnit.SECONDS)).isEqualTo(408);
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(10));
        stalling.close();
        assertThat(server.registry.exposition())
                .contains("trine_http_responses_total{status=\"4xx\"} 1\n");
    }

    @Test
    void interruptsAReadThatIsCancelled() throws Exception {
        SLEEPER.assertInterruptedWithin100Ms(() -> {
            CompletableFuture<Object> over = new CompletableFuture<>();
            Request waiting = request("/sleep");
            waiting.send(over::complete);
            SLEEPER.awaitSleep();
            long left = System.nanoTime();
            waiting.abort(new IOException("no longer wanted"));
            over.get(20, TimeUnit.SECONDS);
            return left;
        });
    }

    /// Whatever the frame, there is an answer with a gRPC status, and only a true frame is taken.
    @Test
    void answersEveryGrpcFrame() throws Exception {
        Random random = new Random(SEED);
        for (int round = 0; round < 400; round++) {
            byte[] frame = new byte[random.nextInt(40)];
            random.nextBytes(frame);
            if (frame.length >= 5 && random.nextBoolean()) {
                frame[0] = (byte) random.nextInt(3);
                ByteBuffer.wrap(frame)
                        .putInt(
                                1,
                                frame.length
                                        - 5
                                        + (random.nextInt(4) == 0 ? random.nextInt(3) - 1 : 0));
            }
            boolean valid =
                    frame.length >= 5
                            && frame[0] == 0
                            && ByteBuffer.wrap(frame).getInt(1) == frame.length - 5;
            String encoding = random.nextBoolean() ? "identity" : "gzip";
            ContentResponse answer =
                    request("/test.Echo/Call")
                            .method("POST")
                            .headers(h -> h.put("grpc-encoding", encoding))
                            .body(new BytesRequestContent("application/grpc", frame))
                            .send();
            assertThat(answer.getStatus()).isEqualTo(200);
            assertThat(answer.getContent())
                    .as("seed %d, round %d", SEED, round)
                    .isEqualTo(valid ? frame : new byte[0]);
            if (!valid) {
                assertThat(answer.getHeaders().get("grpc-status"))
                        .as("seed %d, round %d", SEED, round)
                        .isEqualTo("3");
            }
        }
    }

    @Test
    void quotesOnlyTheStartOfWhatTheClientSentInAGrpcMessage() throws Exception {
        ContentResponse answer =
                request("/unknown/" + "x".repeat(4_000))
                        .method("POST")
                        .body(new BytesRequestContent("application/grpc", new byte[5]))
                        .send();
        assertThat(answer.getHeaders().get("grpc-status")).isEqualTo("12");
        assertThat(answer.getHeaders().get("grpc-message"))
                .startsWith("unknown method: /unknown/xxx")
                .hasSizeLessThan(1_100);
    }

    @Test
    void speaksGrpcOnlyOverHttp2() throws Exception {
        try (RawClient raw = server.client()) {
            raw.send(
                    "POST /test.Echo/Call HTTP/1.1\r\n"
                            + "Host: localhost\r\n"
                            + "Content-Type: application/grpc\r\n"
                            + "Content-Length: 5\r\n\r\n"
                            + "\0\0\0\0\0");
            assertThat(raw.answer().headers()).containsEntry("grpc-status", "12");
        }
    }
}
