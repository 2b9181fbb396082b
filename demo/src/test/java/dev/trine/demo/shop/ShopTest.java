package dev.trine.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.trine.demo.HttpService;
import dev.trine.demo.Odds;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Both services in this process, without the agent, asked over HTTP as customers do.
final class ShopTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpService backend;
    private Frontend frontend;

    @BeforeAll
    static void silenceTheFailuresProvokedHere() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
    }

    @AfterAll
    static void speakAgain() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.INFO);
    }

    @BeforeEach
    void open() throws IOException {
        backend = Backend.serve(0, new Odds(new SplittableRandom(1)));
        frontend =
                Frontend.serve(
                        0,
                        URI.create("http://127.0.0.1:" + backend.port()),
                        new Odds(new SplittableRandom(2)));
    }

    @AfterEach
    void close() {
        frontend.close();
        backend.close();
        client.close();
    }

    @Test
    void helloAndCalculateTakeTheirTime() throws Exception {
        assertAnswer("/hello?name=Ada", 200, 100, 500, "{\"message\":\"Hello, Ada!\"}");
        assertAnswer("/calculate", 200, 200, 800, "\"result\":");
    }

    @Test
    void everyKindOfEndHasAPage() throws Exception {
        assertThat(get("/not-found").statusCode()).isEqualTo(404);
        assertThat(get("/hello/below").statusCode()).isEqualTo(404);
        assertThat(get("/nowhere").statusCode()).isEqualTo(404);
        HttpResponse<String> redirect = get("/redirect");
        assertThat(redirect.statusCode()).isEqualTo(302);
        assertThat(redirect.headers().firstValue("Location")).hasValue("/hello");
        assertThat(get("/server-error").statusCode()).isEqualTo(500);
        HttpResponse<String> limited = get("/rate-limit");
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("Retry-After")).hasValue("30");
        HttpResponse<String> unauthorized = get("/unauthorized");
        assertThat(unauthorized.statusCode()).isEqualTo(401);
        assertThat(unauthorized.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(get("/process-order?quantity=many").statusCode()).isEqualTo(400);
        assertThat(get("/process-order?product=unicorn").statusCode()).isEqualTo(400);
    }

    @Test
    void errorRaisesAboutHalfOfTheTime() throws Exception {
        int raised = 0;
        for (int i = 0; i < 200; i++) {
            int status = get("/error").statusCode();
            assertThat(status).isIn(200, 500);
            raised += status == 500 ? 1 : 0;
        }
        // Five standard deviations of 200 fair coins: 35.
        assertThat(raised).isBetween(65, 135);
    }

    @Test
    void ordersEndPlacedOutOfStockOrDeclined() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> orders = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            orders.add(
                    client.sendAsync(to("/process-order"), HttpResponse.BodyHandlers.ofString()));
        }
        int placed = 0;
        int outOfStock = 0;
        int declined = 0;
        for (CompletableFuture<HttpResponse<String>> order : orders) {
            switch (order.get().statusCode()) {
                case 200 -> placed++;
                case 409 -> outOfStock++;
                case 402 -> declined++;
                default -> assertThat(order.get().statusCode()).isIn(200, 402, 409);
            }
        }
        // Of 200: 25 % = 50 out of stock, 10 % of the other 150 = 15 declined; five deviations.
        assertThat(outOfStock).isBetween(20, 80);
        assertThat(declined).isBetween(1, 34);
        assertThat(placed).isEqualTo(200 - outOfStock - declined);
    }

    @Test
    void ordersFailWith503WhileTheBackEndIsDown() throws Exception {
        int gone;
        try (ServerSocket socket = new ServerSocket(0)) {
            gone = socket.getLocalPort();
        }
        try (Frontend alone =
                Frontend.serve(
                        0,
                        URI.create("http://127.0.0.1:" + gone),
                        new Odds(new SplittableRandom(3)))) {
            HttpResponse<String> order =
                    client.send(
                            request(alone.port(), "/process-order"),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(order.statusCode()).isEqualTo(503);
            assertThat(order.headers().firstValue("Retry-After")).hasValue("5");
        }
    }

    private void assertAnswer(String path, int status, int minMs, int maxMs, String body)
            throws Exception {
        long began = System.nanoTime();
        HttpResponse<String> answer = get(path);
        long tookMs = (System.nanoTime() - began) / 1_000_000;
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(body);
        // The upper bound has slack for a busy machine.
        assertThat(tookMs).isBetween((long) minMs, maxMs + 2_000L);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(to(path), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest to(String path) {
        return request(frontend.port(), path);
    }

    private static HttpRequest request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    }
}
