package dev.trine.query.promql.eval;

import dev.trine.query.promql.ast.AggregateOperator;
import dev.trine.query.promql.ast.Aggregation;
import dev.trine.query.promql.ast.Paren;
import dev.trine.query.promql.function.EvaluationException;
import dev.trine.query.promql.function.Value;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepSeries;
import dev.trine.query.syntax.NumberText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Evaluates aggregations, group by group.
final class Aggregations {
    /// Beyond these, `k` is no whole number that counts anything.
    private static final double MAX_LONG = 0x1p63;

    private final Evaluation evaluation;

    Aggregations(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /// @param parameter of the operators that have one
    List<StepSeries> evaluate(
            Aggregation aggregation,
            List<StepSeries> series,
            @Nullable Value parameter,
            int steps) {
        if (parameter instanceof Value.Text text) {
            return new CountValues(evaluation, aggregation, text.text(), steps).evaluate(series);
        }
        double[] numbers =
                parameter instanceof Value.Scalar scalar ? scalar.numbers() : new double[steps];
        AggregateOperator operator = aggregation.operator();
        return switch (operator) {
            case TOPK, BOTTOMK, LIMITK -> {
                checkCount(numbers);
                yield max(numbers) < 1
                        ? List.of()
                        : new Selecting(evaluation, aggregation, numbers).evaluate(series);
            }
            case LIMIT_RATIO -> {
                if (max(numbers) == 0 && min(numbers) == 0) {
                    yield List.of();
                }
                checkRatio(aggregation, numbers);
                yield new Selecting(evaluation, aggregation, numbers).evaluate(series);
            }
            case QUANTILE -> {
                checkQuantile(aggregation, numbers);
                yield grouped(aggregation, series, numbers, steps);
            }
            case SUM, AVG, COUNT, MIN, MAX, GROUP, STDDEV, STDVAR ->
                    grouped(aggregation, series, numbers, steps);
            case COUNT_VALUES -> throw new IllegalStateException("count_values without a label");
        };
    }

    private List<StepSeries> grouped(
            Aggregation aggregation, List<StepSeries> series, double[] parameter, int steps) {
        List<Groups.Group> groups = List.copyOf(new Groups(aggregation).of(series));
        @Nullable StepSeries[] evaluated = new StepSeries[groups.size()];
        evaluation.forEach(
                evaluated.length,
                i -> {
                    Groups.Group group = groups.get(i);
                    StepColumn column = column(aggregation, group, parameter, steps);
                    if (!column.isEmpty()) {
                        evaluation.hold(column);
                        evaluated[i] = new StepSeries(group.labels(), column, group.dropsName());
                    }
                });
        return InstantSelectors.present(evaluated);
    }

    private StepColumn column(
            Aggregation aggregation, Groups.Group group, double[] parameter, int steps) {
        return switch (aggregation.operator()) {
            case SUM, AVG -> new SumColumn(evaluation, aggregation, steps).of(group.series());
            case QUANTILE ->
                    new QuantileColumn(evaluation, aggregation, parameter).of(group.series());
            default -> new FoldColumn(evaluation, aggregation, steps).of(group.series());
        };
    }

    private static void checkCount(double[] numbers) {
        double max = max(numbers);
        if (max < 1) {
            return;
        }
        if (Double.isNaN(max)) {
            throw new EvaluationException("Parameter value is NaN");
        }
        if (min(numbers) <= -MAX_LONG) {
            throw new EvaluationException(
                    "Scalar value " + NumberText.formatShort(min(numbers)) + " underflows int64");
        }
        if (max >= MAX_LONG) {
            throw new EvaluationException(
                    "Scalar value " + NumberText.formatShort(max) + " overflows int64");
        }
    }

    private void checkRatio(Aggregation aggregation, double[] numbers) {
        if (Double.isNaN(max(numbers))) {
            throw new EvaluationException("Ratio value is NaN");
        }
        if (max(numbers) > 1) {
            ratioWarning(aggregation, max(numbers), "1");
        }
        if (min(numbers) < -1) {
            ratioWarning(aggregation, min(numbers), "-1");
        }
    }

    private void ratioWarning(Aggregation aggregation, double ratio, String bound) {
        parameterWarning(
                aggregation,
                "ratio value should be between -1 and 1, got "
                        + NumberText.formatShort(ratio)
                        + ", capping to "
                        + bound);
    }

    private void checkQuantile(Aggregation aggregation, double[] numbers) {
        boolean anyNaN = false;
        double max = Double.NEGATIVE_INFINITY;
        double min = Double.POSITIVE_INFINITY;
        for (double number : numbers) {
            anyNaN |= Double.isNaN(number);
            max = number > max ? number : max;
            min = number < min ? number : min;
        }
        if (anyNaN) {
            quantileWarning(aggregation, Double.NaN);
        }
        if (max > 1) {
            quantileWarning(aggregation, max);
        }
        if (min < 0) {
            quantileWarning(aggregation, min);
        }
    }

    private void quantileWarning(Aggregation aggregation, double quantile) {
        parameterWarning(
                aggregation,
                "quantile value should be between 0 and 1, got "
                        + NumberText.formatShort(quantile));
    }

    private void parameterWarning(Aggregation aggregation, String text) {
        if (aggregation.parameter() != null) {
            evaluation.warn(text, Paren.unwrap(aggregation.parameter()).span());
        }
    }

    /// NaN when any is.
    private static double max(double[] numbers) {
        double max = Double.NEGATIVE_INFINITY;
        for (double number : numbers) {
            max = Math.max(max, number);
        }
        return max;
    }

    /// NaN when any is.
    private static double min(double[] numbers) {
        double min = Double.POSITIVE_INFINITY;
        for (double number : numbers) {
            min = Math.min(min, number);
        }
        return min;
    }
}
