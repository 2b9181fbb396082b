package dev.trine.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.trace.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One service of the shop: the JDK's HTTP server on the loopback address, one virtual thread a
/// request, JSON answers, and one place where failures become statuses, log lines and span events.
public final class HttpService implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HttpService.class);

    private final HttpServer server;
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final RequestObserver observer;

    /// Binds the port; requests are answered after [#start()].
    ///
    /// @param port 0 for any free one
    /// @throws IOException when the port is taken
    public HttpService(int port, RequestObserver observer) throws IOException {
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        this.observer = observer;
        server.setExecutor(requests);
    }

    /// Serves exactly this path; anything below it is not found.
    public void route(String path, Endpoint endpoint) {
        server.createContext(path, exchange -> handle(path, endpoint, exchange));
    }

    /// Starts answering.
    public void start() {
        server.start();
    }

    /// The port bound.
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        requests.close();
    }

    private void handle(String route, Endpoint endpoint, HttpExchange exchange) throws IOException {
        long began = System.nanoTime();
        observer.started(route);
        int status = 500;
        try (exchange) {
            Reply reply = answer(route, endpoint, Request.of(exchange));
            status = reply.status();
            send(exchange, reply);
        } finally {
            observer.finished(
                    route, exchange.getRequestMethod(), status, System.nanoTime() - began);
        }
    }

    private static Reply answer(String route, Endpoint endpoint, Request request) {
        if (!request.path().equals(route)) {
            log.atWarn().addKeyValue("url.path", request.path()).log("No such page");
            return Reply.of(404, "error", "no such page", "path", request.path());
        }
        try {
            return endpoint.answer(request);
        } catch (BadRequestException e) {
            log.atWarn().addKeyValue("url.path", route).log("Bad request: {}", e.getMessage());
            return Reply.of(400, "error", String.valueOf(e.getMessage()));
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            Span.current().recordException(e);
            log.atError().addKeyValue("url.path", route).setCause(e).log("Request failed");
            return Reply.of(500, "error", String.valueOf(e.getMessage()));
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.getRequestBody().readAllBytes();
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(reply.status(), head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }
}
