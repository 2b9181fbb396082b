package dev.trine.net;

import dev.trine.self.MetricRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/// The paths by which people and orchestrators look after the process.
///
/// | path | answer |
/// |---|---|
/// | `/health` | `{"status":"ok"}` while the process lives |
/// | `/-/healthy` | 200 while the process lives |
/// | `/-/ready`, `/ready` | 200 once everything acknowledged before can be read, else 503 |
/// | `/metrics` | Trine's own metrics, Prometheus text format 0.0.4 |
public final class OperationRoutes {
    private OperationRoutes() {}

    /// @param ready whether storage is open
    public static void add(Routes routes, MetricRegistry registry, BooleanSupplier ready) {
        Routes.FailureForm text = FailureForms.text();
        Endpoint readiness = exchange -> answerReady(exchange, ready.getAsBoolean());
        routes.add(
                        "GET",
                        "/health",
                        e -> answer(e, "application/json", "{\"status\":\"ok\"}"),
                        text)
                .add(
                        "GET",
                        "/-/healthy",
                        e -> answer(e, "text/plain; charset=utf-8", "Trine is healthy.\n"),
                        text)
                .add("GET", "/-/ready", readiness, text)
                .add("GET", "/ready", readiness, text)
                .add(
                        "GET",
                        "/metrics",
                        e ->
                                answer(
                                        e,
                                        "text/plain; version=0.0.4; charset=utf-8",
                                        registry.exposition()),
                        text);
    }

    /// Answers every other path while storage is being opened: come back in a second.
    public static void addStarting(Routes routes) {
        Endpoint starting =
                _ -> {
                    throw new HttpFailure(
                            503,
                            "Trine is starting and reads its log: try again in a second",
                            OptionalInt.of(1));
                };
        for (String method : new String[] {"GET", "POST", "PUT", "DELETE"}) {
            routes.add(method, "/", starting, FailureForms.json());
            routes.add(method, "/{path...}", starting, FailureForms.json());
        }
    }

    private static void answerReady(Exchange exchange, boolean ready)
            throws HttpFailure, IOException {
        if (!ready) {
            throw new HttpFailure(503, "Trine is starting and reads its log.", OptionalInt.of(1));
        }
        answer(exchange, "text/plain; charset=utf-8", "Trine is ready.\n");
    }

    private static void answer(Exchange exchange, String contentType, String body)
            throws IOException {
        exchange.responseHeader("Cache-Control", "no-store");
        exchange.respond(200, contentType, body.getBytes(StandardCharsets.UTF_8));
    }
}
