package dev.trine.net;

import dev.trine.wire.JsonText;
import java.nio.charset.StandardCharsets;

/// How failures are put into words where no protocol says otherwise.
public final class FailureForms {
    private FailureForms() {}

    /// `{"error":"what happened"}`.
    public static Routes.FailureForm json() {
        return (exchange, failure) -> {
            StringBuilder body = new StringBuilder("{\"error\":");
            JsonText.quote(body, failure.getMessage());
            body.append('}');
            exchange.respond(
                    failure.status(),
                    "application/json",
                    body.toString().getBytes(StandardCharsets.UTF_8));
        };
    }

    /// The message, one line of text.
    public static Routes.FailureForm text() {
        return (exchange, failure) ->
                exchange.respond(
                        failure.status(),
                        "text/plain; charset=utf-8",
                        (failure.getMessage() + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
