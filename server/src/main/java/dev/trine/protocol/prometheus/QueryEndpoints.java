package dev.trine.protocol.prometheus;

import dev.trine.model.Clock;
import dev.trine.net.Exchange;
import dev.trine.net.HttpFailure;
import dev.trine.query.exec.QueryPool;
import dev.trine.query.promql.ast.Expr;
import dev.trine.query.promql.ast.PrettyPrinter;
import dev.trine.query.promql.ast.TreeJson;
import dev.trine.query.promql.ast.ValueType;
import dev.trine.query.promql.eval.Answer;
import dev.trine.query.promql.eval.Engine;
import dev.trine.query.promql.function.EvaluationOptions;
import dev.trine.query.promql.json.AnswerJson;
import dev.trine.query.promql.parse.Parser;
import dev.trine.query.series.SeriesSource;
import dev.trine.query.series.StepGrid;
import java.io.IOException;
import java.util.Optional;

/// `/api/v1/query`, `/api/v1/query_range`, `/api/v1/format_query` and `/api/v1/parse_query`.
final class QueryEndpoints {
    private static final long MAX_STEPS = 11_000;

    private final Engine engine;
    private final SeriesSource source;
    private final QueryPool pool;
    private final PrometheusOptions options;
    private final Clock clock;

    QueryEndpoints(
            Engine engine,
            SeriesSource source,
            QueryPool pool,
            PrometheusOptions options,
            Clock clock) {
        this.engine = engine;
        this.source = source;
        this.pool = pool;
        this.options = options;
        this.clock = clock;
    }

    void instant(Exchange exchange) throws HttpFailure, IOException, InterruptedException {
        ApiParameters parameters = new ApiParameters(exchange);
        int limit = parameters.limit();
        long timeMs = parameters.timeMs("time", clock.unixNanos() / 1_000_000);
        EvaluationOptions evaluation = evaluation(parameters);
        long begun = clock.monotonicNanos();
        Answer answer =
                pool.run(
                        timeoutMs(parameters),
                        query ->
                                engine.instant(
                                        parameters.text("query"),
                                        timeMs,
                                        source,
                                        evaluation,
                                        query));
        send(exchange, parameters, answer, limit, begun);
    }

    void range(Exchange exchange) throws HttpFailure, IOException, InterruptedException {
        ApiParameters parameters = new ApiParameters(exchange);
        int limit = parameters.limit();
        StepGrid grid = grid(parameters);
        requireSteps(parameters.text("query"));
        EvaluationOptions evaluation = evaluation(parameters);
        long begun = clock.monotonicNanos();
        Answer answer =
                pool.run(
                        timeoutMs(parameters),
                        query ->
                                engine.range(
                                        parameters.text("query"), grid, source, evaluation, query));
        send(exchange, parameters, answer, limit, begun);
    }

    /// A range vector has no value at one step: the query is wrong whatever the data.
    private void requireSteps(String query) {
        ValueType type = Parser.parse(query, options.features()).type();
        if (type != ValueType.SCALAR && type != ValueType.VECTOR) {
            throw ApiException.badParameter(
                    "query",
                    "invalid expression type \""
                            + type.documented()
                            + "\" for range query, must be Scalar or instant Vector");
        }
    }

    /// The query in the form of `promtool promql format`.
    void format(Exchange exchange) throws IOException {
        Expr expr = Parser.parse(new ApiParameters(exchange).text("query"), options.features());
        ApiAnswer.send(exchange, out -> out.writeString(PrettyPrinter.print(expr)));
    }

    /// The query as a tree.
    void parse(Exchange exchange) throws IOException {
        Expr expr = Parser.parse(new ApiParameters(exchange).text("query"), options.features());
        ApiAnswer.send(exchange, out -> new TreeJson(out).write(expr));
    }

    private static StepGrid grid(ApiParameters parameters) {
        long startMs = parameters.timeMs("start");
        long endMs = parameters.timeMs("end");
        if (endMs < startMs) {
            throw ApiException.badParameter("end", "end timestamp must not be before start time");
        }
        long stepMs = parameters.durationMs("step");
        if (stepMs <= 0) {
            throw ApiException.badParameter(
                    "step",
                    "zero or negative query resolution step widths are not accepted. Try a positive"
                            + " integer");
        }
        if ((endMs - startMs) / stepMs > MAX_STEPS) {
            throw ApiException.badData(
                    "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing"
                            + " the query resolution (?step=XX)");
        }
        return new StepGrid(startMs, endMs, stepMs);
    }

    /// How long the client is willing to wait.
    private static long timeoutMs(ApiParameters parameters) {
        return parameters.optionalDurationMs("timeout").orElse(Long.MAX_VALUE);
    }

    private EvaluationOptions evaluation(ApiParameters parameters) {
        EvaluationOptions standard = options.evaluation();
        Optional<Long> lookbackMs = parameters.optionalDurationMs("lookback_delta");
        if (lookbackMs.isEmpty() || lookbackMs.get() <= 0) {
            return standard;
        }
        return new EvaluationOptions(
                lookbackMs.get(),
                standard.subqueryStepMs(),
                standard.delayedNameRemoval(),
                standard.useStartTimestamps(),
                standard.typeAndUnitLabels(),
                standard.maxSamples());
    }

    private void send(
            Exchange exchange, ApiParameters parameters, Answer answer, int limit, long begun)
            throws IOException {
        boolean truncated = AnswerJson.size(answer.result()) > limit;
        double seconds = (clock.monotonicNanos() - begun) / 1e9;
        ApiAnswer.send(
                exchange,
                ApiAnswer.withTruncated(answer.warnings(), truncated),
                answer.infos(),
                out -> {
                    out.writeStartObject();
                    AnswerJson.result(out, answer.result(), limit);
                    if (!parameters.text("stats").isEmpty()) {
                        AnswerJson.stats(out, answer, seconds);
                    }
                    out.writeEndObject();
                });
    }
}
