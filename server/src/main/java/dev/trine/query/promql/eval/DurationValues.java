package dev.trine.query.promql.eval;

import dev.trine.query.promql.ast.BinaryOperator;
import dev.trine.query.promql.ast.Duration;
import dev.trine.query.promql.function.EvaluationException;
import dev.trine.query.series.StepGrid;

/// Computes durations.
final class DurationValues {
    private final double stepSeconds;
    private final double rangeSeconds;

    /// @param stepMs of the query, 0 for an instant query
    DurationValues(StepGrid queryGrid, long stepMs) {
        this.stepSeconds = stepMs / 1000.0;
        this.rangeSeconds = (queryGrid.endMs() - queryGrid.startMs()) / 1000.0;
    }

    /// A duration that has to be positive, in ms.
    ///
    /// @throws EvaluationException when it is not, or cannot be computed
    long positiveMs(Duration duration) {
        double seconds = seconds(duration);
        if (!(seconds > 0)) {
            throw failure(duration, "duration must be greater than 0");
        }
        return millis(duration, seconds);
    }

    /// A duration of either sign, in ms.
    ///
    /// @throws EvaluationException when it cannot be computed
    long ms(Duration duration) {
        return millis(duration, seconds(duration));
    }

    private static long millis(Duration duration, double seconds) {
        if (!(Math.abs(seconds) <= Long.MAX_VALUE / 1e9)) {
            throw failure(duration, "duration is out of range");
        }
        return Duration.millis(seconds);
    }

    private static EvaluationException failure(Duration duration, String problem) {
        return new EvaluationException(
                duration.span().start() + ":" + duration.span().end() + ": " + problem);
    }

    private double seconds(Duration duration) {
        return switch (duration) {
            case Duration.Literal literal -> literal.seconds();
            case Duration.OfQuery ofQuery ->
                    switch (ofQuery.kind()) {
                        case STEP -> stepSeconds;
                        case RANGE -> rangeSeconds;
                    };
            case Duration.Extreme extreme -> {
                double left = seconds(extreme.left());
                double right = seconds(extreme.right());
                yield extreme.max() ? Math.max(left, right) : Math.min(left, right);
            }
            case Duration.Signed signed ->
                    signed.negative() ? -seconds(signed.inner()) : seconds(signed.inner());
            case Duration.Grouped grouped -> seconds(grouped.inner());
            case Duration.Arithmetic arithmetic -> arithmetic(arithmetic);
        };
    }

    private double arithmetic(Duration.Arithmetic arithmetic) {
        double left = seconds(arithmetic.left());
        double right = seconds(arithmetic.right());
        BinaryOperator operator = arithmetic.operator();
        if (right == 0 && operator == BinaryOperator.DIVIDE) {
            throw failure(arithmetic, "division by zero");
        }
        if (right == 0 && operator == BinaryOperator.MODULO) {
            throw failure(arithmetic, "modulo by zero");
        }
        return NumberOperators.arithmetic(operator, left, right);
    }
}
