package dev.trine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// HTTP/2 by upgrade, as the JDK's client does it; prior knowledge is what gRPC clients use.
class Http2Test {
    private static final long SEED = 20_261_121;
    private static final CountDownLatch SLEEPING = new CountDownLatch(1);
    private static final AtomicLong INTERRUPTED_AT = new AtomicLong();
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
                .add("POST", "/length", Http2Test::length, FailureForms.json())
                .add("GET", "/sleep", Http2Test::sleep, FailureForms.json())
                .addGrpc(
                        "/test.Echo/Call",
                        (_, m) -> Arrays.copyOf(m.bytes(), m.length()),
                        (_, _, _) -> new byte[0]);
        server = new TestServer(NetLimits.forHeap(1L << 30).withBodyTimes(500, 1_000), routes);
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        HttpResponse<String> upgraded =
                client.send(request("/ok").build(), HttpResponse.BodyHandlers.ofString());
        assertThat(upgraded.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(upgraded.body()).isEqualTo("ok");
    }

    @AfterAll
    static void close() {
        client.shutdownNow();
        server.close();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path));
    }

    private static void length(Exchange exchange)
            throws HttpFailure, IOException, InterruptedException {
        byte[] length =
                Integer.toString(exchange.body().length()).getBytes(StandardCharsets.US_ASCII);
        exchange.respond(200, "text/plain", length);
    }

    private static void sleep(Exchange exchange) throws InterruptedException {
        SLEEPING.countDown();
        try {
            Thread.sleep(10_000);
        } catch (InterruptedException left) {
            INTERRUPTED_AT.set(System.nanoTime());
            throw left;
        }
    }

    @Test
    void takesALargeBody() throws Exception {
        HttpResponse<String> answer =
                client.send(
                        request("/length")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[20 << 20]))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.body()).isEqualTo(Integer.toString(20 << 20));
    }

    @Test
    void givesUpABodyThatPauses() throws Exception {
        InputStream stalling =
                new InputStream() {
                    private int sent;

                    @Override
                    public int read() {
                        if (sent++ > 0) {
                            try {
                                Thread.sleep(3_000);
                            } catch (InterruptedException interrupted) {
                                return -1;
                            }
                        }
                        return 'x';
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) {
                        target[offset] = (byte) read();
                        return 1;
                    }
                };
        long start = System.nanoTime();
        // The answer is 408; behind it the stream is reset, since its body is still open, and this
        // client reports the reset.
        assertThatThrownBy(() ->
                        client.send(
                                request("/length")
                                        .POST(
                                                HttpRequest.BodyPublishers.ofInputStream(
                                                        () -> stalling))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
        assertThat(server.registry.exposition())
                .contains("trine_http_responses_total{status=\"4xx\"} 1\n");
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(10));
    }

    @Test
    void interruptsAReadThatIsCancelled() throws Exception {
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request("/sleep").build(), HttpResponse.BodyHandlers.ofString());
        assertThat(SLEEPING.await(5, TimeUnit.SECONDS)).isTrue();
        long left = System.nanoTime();
        answer.cancel(true);
        while (INTERRUPTED_AT.get() == 0 && System.nanoTime() - left < 5_000_000_000L) {
            Thread.sleep(1);
        }
        assertThat(INTERRUPTED_AT.get() - left).isLessThan(TimeUnit.MILLISECONDS.toNanos(100));
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
            HttpResponse<byte[]> answer =
                    client.send(
                            request("/test.Echo/Call")
                                    .header("Content-Type", "application/grpc")
                                    .header(
                                            "grpc-encoding",
                                            random.nextBoolean() ? "identity" : "gzip")
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(frame))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            if (valid) {
                assertThat(answer.body()).as("seed %d, round %d", SEED, round).isEqualTo(frame);
            } else {
                assertThat(answer.body()).isEmpty();
                assertThat(answer.headers().firstValue("grpc-status"))
                        .as("seed %d, round %d", SEED, round)
                        .contains("3");
            }
        }
    }

    @Test
    void speaksGrpcOnlyOverHttp2() throws Exception {
        try (RawClient raw = server.client()) {
            raw.send(
                    "POST /test.Echo/Call HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/grpc\r\nContent-Length: 5\r\n\r\n\0\0\0\0\0");
            assertThat(raw.answer().headers()).containsEntry("grpc-status", "12");
        }
    }
}
