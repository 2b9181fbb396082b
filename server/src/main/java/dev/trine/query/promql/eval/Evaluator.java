package dev.trine.query.promql.eval;

import dev.trine.query.promql.ast.Aggregation;
import dev.trine.query.promql.ast.Binary;
import dev.trine.query.promql.ast.Call;
import dev.trine.query.promql.ast.Expr;
import dev.trine.query.promql.ast.NumberLiteral;
import dev.trine.query.promql.ast.Paren;
import dev.trine.query.promql.ast.RangeSelector;
import dev.trine.query.promql.ast.StringLiteral;
import dev.trine.query.promql.ast.Subquery;
import dev.trine.query.promql.ast.Unary;
import dev.trine.query.promql.ast.ValueType;
import dev.trine.query.promql.ast.VectorMatching;
import dev.trine.query.promql.ast.VectorSelector;
import dev.trine.query.promql.function.Value;
import dev.trine.query.promql.plan.HistogramSummaries;
import dev.trine.query.promql.plan.SharedValues;
import dev.trine.query.promql.plan.StepInvariance;
import dev.trine.query.series.NativeHistogram;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepGrid;
import dev.trine.query.series.StepSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Walks a tree and evaluates each node over a whole grid of steps. What is the same at all steps is
/// evaluated at the first one; what stands in the query several times is evaluated once.
final class Evaluator {
    private final Evaluation evaluation;
    private final StepInvariance invariance = new StepInvariance();
    private final SharedValues shared;
    private final InstantSelectors selectors;
    private final RangeSelectors ranges;
    private final Calls calls;

    /// @param stepMs of the query, 0 for an instant query
    Evaluator(Evaluation evaluation, Expr query, long stepMs) {
        this.evaluation = evaluation;
        this.shared = SharedValues.of(query);
        DurationValues durations = new DurationValues(evaluation.queryGrid, stepMs);
        SampleReader reader =
                new SampleReader(evaluation, durations, HistogramSummaries.find(query));
        this.selectors = new InstantSelectors(evaluation, reader);
        SubqueryRanges subqueries =
                new SubqueryRanges(evaluation, reader, durations, this::evaluate);
        this.ranges = new RangeSelectors(evaluation, reader, durations, subqueries);
        RangeCalls rangeCalls = new RangeCalls(evaluation, reader, durations, subqueries);
        this.calls = new Calls(evaluation, this::evaluate, selectors, rangeCalls);
    }

    /// The value of an expression that is a range vector.
    List<Answer.Range> ranges(Expr expr, StepGrid grid) {
        return switch (Paren.unwrap(expr)) {
            case RangeSelector range -> ranges.evaluate(range, grid);
            case Subquery subquery -> ranges.evaluate(subquery, grid);
            default -> throw new IllegalStateException("no range vector: " + expr);
        };
    }

    /// The value of an expression that is no range vector.
    Value evaluate(Expr expr, StepGrid grid) {
        evaluation.query.check();
        Value known = shared.find(expr, grid);
        if (known != null) {
            return known;
        }
        Evaluation.Held before = evaluation.held();
        int annotations = evaluation.annotations.additions();
        Value value =
                grid.size() > 1 && isWorthOnce(expr) && invariance.holdsFor(expr)
                        ? spread(node(expr, first(grid)), grid.size())
                        : node(expr, grid);
        evaluation.settle(before, value);
        if (annotations == evaluation.annotations.additions()) {
            shared.add(expr, grid, value);
        }
        return value;
    }

    private static boolean isWorthOnce(Expr expr) {
        return !(expr instanceof NumberLiteral || expr instanceof StringLiteral);
    }

    private static StepGrid first(StepGrid grid) {
        return new StepGrid(grid.startMs(), grid.startMs(), grid.stepMs());
    }

    private Value node(Expr expr, StepGrid grid) {
        return switch (expr) {
            case NumberLiteral number -> {
                double[] numbers = new double[grid.size()];
                Arrays.fill(numbers, number.value());
                yield new Value.Scalar(numbers);
            }
            case StringLiteral string -> new Value.Text(string.value());
            case Paren paren -> evaluate(paren.expr(), grid);
            case VectorSelector selector ->
                    selectors.evaluate(selector, grid, InstantSelectors.Wanted.VALUE, "");
            case Unary unary -> unary(unary, grid);
            case Binary binary -> distinct(binary(binary, grid), grid);
            case Aggregation aggregation -> distinct(aggregation(aggregation, grid), grid);
            case Call call -> calls.evaluate(call, grid);
            case RangeSelector _, Subquery _ ->
                    throw new IllegalStateException("a range vector has no value: " + expr);
        };
    }

    /// Makes one series of those with the same labels. Where names are removed late, an instant
    /// vector may hold the same labels twice until then.
    private Value distinct(Value value, StepGrid grid) {
        boolean late = evaluation.options.delayedNameRemoval() && grid.size() == 1;
        return value instanceof Value.Vector vector && !late
                ? new Value.Vector(SeriesMerge.merge(vector.series()))
                : value;
    }

    private Value unary(Unary unary, StepGrid grid) {
        Value value = evaluate(unary.expr(), grid);
        if (!unary.negative()) {
            return value;
        }
        return switch (value) {
            case Value.Scalar scalar -> new Value.Scalar(negated(scalar.numbers()));
            case Value.Vector vector -> {
                List<StepSeries> negated = new ArrayList<>();
                boolean delayed = evaluation.options.delayedNameRemoval();
                for (StepSeries series : vector.series()) {
                    StepColumn column = negated(series.column());
                    negated.add(
                            delayed
                                    ? new StepSeries(series.labels(), column, true)
                                    : new StepSeries(series.labels().withoutMetric(), column));
                }
                yield new Value.Vector(delayed ? negated : SeriesMerge.merge(negated));
            }
            case Value.Text text -> text;
        };
    }

    private static double[] negated(double[] numbers) {
        double[] negated = new double[numbers.length];
        for (int i = 0; i < negated.length; i++) {
            negated[i] = -numbers[i];
        }
        return negated;
    }

    private StepColumn negated(StepColumn column) {
        StepColumn negated = new StepColumn(column.size());
        evaluation.hold(negated);
        long[] present = column.presence();
        for (int step = Bits.next(present, 0); step >= 0; step = Bits.next(present, step + 1)) {
            NativeHistogram histogram = column.histogram(step);
            if (histogram == null) {
                negated.set(step, -column.number(step));
            } else {
                negated.set(step, histogram.times(-1));
            }
        }
        return negated;
    }

    private Value binary(Binary binary, StepGrid grid) {
        Value left = evaluate(binary.left(), grid);
        Value right = evaluate(binary.right(), grid);
        if (left instanceof Value.Scalar a && right instanceof Value.Scalar b) {
            return ScalarOperands.scalars(binary.operator(), a.numbers(), b.numbers());
        }
        ScalarOperands scalars = new ScalarOperands(evaluation);
        if (left instanceof Value.Vector a && right instanceof Value.Scalar b) {
            return scalars.vector(binary, a.series(), b.numbers(), false);
        }
        if (left instanceof Value.Scalar a && right instanceof Value.Vector b) {
            return scalars.vector(binary, b.series(), a.numbers(), true);
        }
        VectorMatching matching = binary.matching();
        if (matching == null
                || !(left instanceof Value.Vector a)
                || !(right instanceof Value.Vector b)) {
            throw new IllegalStateException("not well typed: " + binary);
        }
        if (binary.operator().isSet()) {
            return new Value.Vector(
                    new SetOperators(matching, grid.size())
                            .evaluate(binary, a.series(), b.series()));
        }
        return new Value.Vector(
                new VectorJoin(evaluation, binary, matching, grid.size())
                        .evaluate(a.series(), b.series()));
    }

    /// The aggregate of a vector that can be made series by series, if it is needed nowhere else.
    private Optional<List<StepSeries>> streamed(Aggregation aggregation, StepGrid grid) {
        Expr expr = Paren.unwrap(aggregation.expr());
        if (!StreamedAggregation.takes(aggregation)
                || shared.isShared(expr)
                || (grid.size() > 1 && invariance.holdsFor(expr))) {
            return Optional.empty();
        }
        Evaluation.Held before = evaluation.held();
        Optional<SeriesStream> stream =
                switch (expr) {
                    case VectorSelector selector ->
                            Optional.of(
                                    selectors.stream(
                                            selector, grid, InstantSelectors.Wanted.VALUE, ""));
                    case Call call -> calls.stream(call, grid);
                    default -> Optional.empty();
                };
        Optional<List<StepSeries>> result =
                stream.flatMap(
                        new StreamedAggregation(evaluation, aggregation, grid.size())::evaluate);
        if (stream.isPresent() && result.isEmpty()) {
            evaluation.settle(before, new Value.Vector(List.of()));
        }
        return result;
    }

    private Value aggregation(Aggregation aggregation, StepGrid grid) {
        Optional<List<StepSeries>> streamed = streamed(aggregation, grid);
        if (streamed.isPresent()) {
            return new Value.Vector(streamed.get());
        }
        Expr parameterExpr = aggregation.parameter();
        @Nullable Value parameter = parameterExpr == null ? null : evaluate(parameterExpr, grid);
        Value value = evaluate(aggregation.expr(), grid);
        if (!(value instanceof Value.Vector vector)
                || aggregation.expr().type() != ValueType.VECTOR) {
            throw new IllegalStateException("not well typed: " + aggregation);
        }
        return new Value.Vector(
                new Aggregations(evaluation)
                        .evaluate(aggregation, vector.series(), parameter, grid.size()));
    }

    /// A value of one step, for many.
    private static Value spread(Value value, int steps) {
        return switch (value) {
            case Value.Scalar scalar -> {
                double[] numbers = new double[steps];
                Arrays.fill(numbers, scalar.numbers()[0]);
                yield new Value.Scalar(numbers);
            }
            case Value.Vector vector -> {
                List<StepSeries> series = new ArrayList<>();
                for (StepSeries one : vector.series()) {
                    series.add(
                            new StepSeries(
                                    one.labels(), spread(one.column(), steps), one.dropName()));
                }
                yield new Value.Vector(series);
            }
            case Value.Text text -> text;
        };
    }

    private static StepColumn spread(StepColumn column, int steps) {
        StepColumn spread = new StepColumn(steps);
        for (int step = 0; step < steps; step++) {
            spread.copy(step, column, 0);
        }
        return spread;
    }
}
