package dev.trine.protocol.tinyobs;

import dev.trine.model.Clock;
import dev.trine.net.Exchange;
import dev.trine.net.HttpFailure;
import dev.trine.net.JsonAnswer;
import dev.trine.protocol.MetricQueries;
import dev.trine.query.promql.eval.Answer;
import dev.trine.query.promql.function.EvaluationOptions;
import dev.trine.query.promql.json.AnswerJson;
import dev.trine.query.series.StepGrid;
import dev.trine.query.syntax.DurationText;
import dev.trine.wire.MalformedException;
import java.io.IOException;
import java.util.Set;

/// PromQL: `/v1/query/execute` over a range, `/v1/query/instant` at one moment. The data of an answer
/// has the shape of Prometheus, with the query beside it.
final class PromqlEndpoints {
    private static final long HOUR_MS = 3_600_000;
    private static final String DEFAULT_STEP = "15s";
    private static final long MAX_STEPS = 11_000;

    private final MetricQueries queries;
    private final Clock clock;

    PromqlEndpoints(MetricQueries queries, Clock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    void execute(Exchange exchange) throws HttpFailure, IOException, InterruptedException {
        TextFields fields = fields(exchange);
        String promql = fields.required("query");
        long nowMs = clock.unixNanos() / 1_000_000;
        long endMs = ReadParameters.timeMs("end", fields.get("end", TimeText.of(nowMs)));
        long startMs =
                ReadParameters.timeMs("start", fields.get("start", TimeText.of(endMs - HOUR_MS)));
        StepGrid grid = grid(startMs, endMs, stepMs(fields.get("step", DEFAULT_STEP)));
        Answer answer =
                queries.pool()
                        .run(query ->
                                queries.engine()
                                        .range(
                                                promql,
                                                grid,
                                                queries.stored(),
                                                EvaluationOptions.standard(),
                                                query));
        send(exchange, promql, answer);
    }

    private static TextFields fields(Exchange exchange) throws HttpFailure, InterruptedException {
        JsonBody.require(exchange);
        Exchange.Body body = exchange.body();
        try {
            return TextFields.read(
                    body.bytes(), body.length(), Set.of("query", "start", "end", "step"));
        } catch (MalformedException malformed) {
            throw ReadParameters.bad("Invalid JSON: " + malformed.getMessage());
        }
    }

    private static StepGrid grid(long startMs, long endMs, long stepMs) throws HttpFailure {
        if (endMs < startMs) {
            throw ReadParameters.bad("end must not be before start");
        }
        if ((endMs - startMs) / stepMs > MAX_STEPS) {
            throw ReadParameters.bad(
                    "more than 11,000 steps: ask for a shorter range or a longer step");
        }
        return new StepGrid(startMs, endMs, stepMs);
    }

    private static long stepMs(String text) throws HttpFailure {
        try {
            long stepMs = DurationText.parseMillis(text);
            if (stepMs > 0) {
                return stepMs;
            }
        } catch (NumberFormatException e) {
            throw ReadParameters.bad("invalid step: " + e.getMessage());
        }
        throw ReadParameters.bad("invalid step: it must be longer than nothing");
    }

    void instant(Exchange exchange) throws HttpFailure, IOException, InterruptedException {
        long nowMs = clock.unixNanos() / 1_000_000;
        ReadParameters parameters = new ReadParameters(exchange, nowMs, Set.of("query", "time"));
        String promql = parameters.required("query");
        long timeMs = parameters.timeMs("time", nowMs);
        Answer answer =
                queries.pool()
                        .run(query ->
                                queries.engine()
                                        .instant(
                                                promql,
                                                timeMs,
                                                queries.stored(),
                                                EvaluationOptions.standard(),
                                                query));
        send(exchange, promql, answer);
    }

    private static void send(Exchange exchange, String promql, Answer answer) throws IOException {
        JsonAnswer.send(
                exchange,
                out -> {
                    out.writeStartObject();
                    out.writeStringProperty("status", "success");
                    out.writeObjectPropertyStart("data");
                    AnswerJson.result(out, answer.result(), Integer.MAX_VALUE);
                    out.writeEndObject();
                    out.writeStringProperty("query", promql);
                    out.writeEndObject();
                });
    }
}
