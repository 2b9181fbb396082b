package dev.trine.protocol.prometheus;

import dev.trine.query.promql.function.EvaluationOptions;
import dev.trine.query.promql.parse.Features;
import java.util.Map;

/// What the server was started with, as far as the API depends on it.
///
/// @param features parts of PromQL that are switched on
/// @param evaluation how queries are evaluated
/// @param adminApi whether `/api/v1/admin` works
/// @param flags what `/api/v1/status/flags` shows
public record PrometheusOptions(
        Features features,
        EvaluationOptions evaluation,
        boolean adminApi,
        Map<String, String> flags) {
    public PrometheusOptions {
        flags = Map.copyOf(flags);
    }
}
