package dev.trine.query.promql.eval;

import dev.trine.model.Labels;
import dev.trine.query.exec.Query;
import dev.trine.query.exec.QueryException;
import dev.trine.query.exec.Workers;
import dev.trine.query.promql.ast.Expr;
import dev.trine.query.promql.ast.ValueType;
import dev.trine.query.promql.function.EvaluationException;
import dev.trine.query.promql.function.EvaluationOptions;
import dev.trine.query.promql.function.Function;
import dev.trine.query.promql.function.Value;
import dev.trine.query.promql.parse.Features;
import dev.trine.query.promql.parse.Parser;
import dev.trine.query.series.SeriesSource;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepGrid;
import dev.trine.query.series.StepSeries;
import dev.trine.query.syntax.SourceText;
import dev.trine.query.syntax.SyntaxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Answers PromQL queries. Safe for use by many threads.
public final class Engine {
    private final Map<String, Function> functions;
    private final Features features;
    private final Workers workers;

    /// @param functions by name
    /// @param features which parts of the language are switched on
    /// @param workers that help with large queries
    public Engine(Map<String, Function> functions, Features features, Workers workers) {
        this.functions = Map.copyOf(functions);
        this.features = features;
        this.workers = workers;
    }

    /// Answers a query for one moment.
    ///
    /// @param timeMs since 1970
    /// @throws SyntaxException when it is not PromQL
    /// @throws EvaluationException when it can't be evaluated on the data there is
    /// @throws QueryException when it takes too much time or memory
    public Answer instant(
            String text, long timeMs, SeriesSource source, EvaluationOptions options, Query query) {
        Expr expr = Parser.parse(text, features);
        StepGrid grid = StepGrid.instant(timeMs);
        Evaluation evaluation = new Evaluation(grid, source, functions, options, query, workers);
        Evaluator evaluator = new Evaluator(evaluation, expr, 0);
        if (expr.type() == ValueType.MATRIX) {
            List<Answer.Range> ranges = evaluator.ranges(expr, grid);
            return answer(new Answer.Result.Ranges(ranges), evaluation, text);
        }
        Answer.Result result =
                switch (evaluator.evaluate(expr, grid)) {
                    case Value.Scalar scalar ->
                            new Answer.Result.Scalar(timeMs, scalar.numbers()[0]);
                    case Value.Text string -> new Answer.Result.Text(timeMs, string.text());
                    case Value.Vector vector ->
                            new Answer.Result.Vector(timeMs, named(vector.series(), true));
                };
        return answer(result, evaluation, text);
    }

    /// Answers a query for each step of a grid.
    ///
    /// @throws SyntaxException when it is not PromQL
    /// @throws EvaluationException when it can't be evaluated on the data there is, or its value is
    ///     neither a scalar nor an instant vector
    /// @throws QueryException when it takes too much time or memory
    public Answer range(
            String text,
            StepGrid grid,
            SeriesSource source,
            EvaluationOptions options,
            Query query) {
        Expr expr = Parser.parse(text, features);
        if (expr.type() != ValueType.SCALAR && expr.type() != ValueType.VECTOR) {
            throw new EvaluationException(
                    "invalid expression type \""
                            + expr.type().documented()
                            + "\" for range query, must be Scalar or instant Vector");
        }
        Evaluation evaluation = new Evaluation(grid, source, functions, options, query, workers);
        Evaluator evaluator = new Evaluator(evaluation, expr, grid.stepMs());
        List<StepSeries> series =
                switch (evaluator.evaluate(expr, grid)) {
                    case Value.Scalar scalar -> List.of(scalarSeries(scalar));
                    case Value.Vector vector -> named(vector.series(), false);
                    case Value.Text _ -> List.of();
                };
        List<StepSeries> ordered = new ArrayList<>(series);
        ordered.sort(Comparator.comparing(StepSeries::labels));
        return answer(new Answer.Result.Matrix(grid, ordered), evaluation, text);
    }

    private static StepSeries scalarSeries(Value.Scalar scalar) {
        return new StepSeries(Labels.EMPTY, StepColumn.full(scalar.numbers()));
    }

    /// Removes the names that were left until now.
    private static List<StepSeries> named(List<StepSeries> series, boolean instant) {
        if (series.stream().noneMatch(StepSeries::dropName)) {
            if (instant) {
                SeriesMerge.requireDistinct(series);
            }
            return series;
        }
        List<StepSeries> named = new ArrayList<>(series.size());
        for (StepSeries one : series) {
            named.add(
                    one.dropName()
                            ? new StepSeries(one.labels().withoutMetric(), one.column())
                            : one);
        }
        return SeriesMerge.merge(named);
    }

    private static Answer answer(Answer.Result result, Evaluation evaluation, String text) {
        SourceText source = new SourceText(text);
        return new Answer(
                result,
                evaluation.annotations.warnings(source),
                evaluation.annotations.infos(source),
                evaluation.peakSamples());
    }
}
