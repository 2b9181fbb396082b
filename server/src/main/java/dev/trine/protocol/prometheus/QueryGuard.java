package dev.trine.protocol.prometheus;

import dev.trine.net.Endpoint;
import dev.trine.net.Exchange;
import dev.trine.net.HttpFailure;
import dev.trine.net.Routes;
import dev.trine.query.exec.QueryException;
import dev.trine.query.promql.function.EvaluationException;
import dev.trine.query.syntax.SyntaxException;
import dev.trine.wire.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// The one place where what an endpoint of the query API throws becomes a status and an envelope.
final class QueryGuard {
    private QueryGuard() {}

    static Endpoint guarded(Endpoint endpoint) {
        return exchange -> {
            try {
                endpoint.handle(exchange);
            } catch (ApiException e) {
                send(exchange, e);
            } catch (SyntaxException e) {
                send(exchange, ApiException.badParameter("query", e.getMessage()));
            } catch (EvaluationException e) {
                send(exchange, new ApiException(ApiException.Type.EXECUTION, e.getMessage()));
            } catch (QueryException e) {
                send(exchange, new ApiException(typeOf(e), e.getMessage()));
            }
        };
    }

    private static ApiException.Type typeOf(QueryException e) {
        return switch (e) {
            case QueryException.TooSlow _ -> ApiException.Type.TIMEOUT;
            case QueryException.TooLarge _ -> ApiException.Type.EXECUTION;
            case QueryException.TooMany _ -> ApiException.Type.UNAVAILABLE;
        };
    }

    private static void send(Exchange exchange, ApiException e) throws IOException {
        respond(exchange, e.type().status, e.type().label, e.getMessage());
    }

    /// How failures below the endpoints are put into words.
    static Routes.FailureForm failures() {
        return (exchange, failure) -> {
            if (failure.status() == 405) {
                exchange.respond(
                        405,
                        "text/plain; charset=utf-8",
                        "Method Not Allowed\n".getBytes(StandardCharsets.UTF_8));
            } else {
                respond(exchange, failure.status(), label(failure), failure.getMessage());
            }
        };
    }

    private static String label(HttpFailure failure) {
        for (ApiException.Type type : ApiException.Type.values()) {
            if (type.status == failure.status()) {
                return type.label;
            }
        }
        return failure.status() < 500
                ? ApiException.Type.BAD_DATA.label
                : ApiException.Type.INTERNAL.label;
    }

    private static void respond(Exchange exchange, int status, String type, String message)
            throws IOException {
        StringBuilder body = new StringBuilder("{\"status\":\"error\",\"errorType\":\"");
        body.append(type).append("\",\"error\":");
        JsonText.quote(body, message);
        body.append('}');
        exchange.respond(status, ApiAnswer.TYPE, body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
