package dev.trine.query.promql.library;

import dev.trine.model.Labels;
import dev.trine.query.promql.function.CallContext;
import dev.trine.query.promql.function.Value;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepGrid;
import dev.trine.query.series.StepSeries;
import java.util.Arrays;
import java.util.List;

/// Functions that answer one number a step, and what makes a vector of such.
final class ScalarFunctions {
    private ScalarFunctions() {}

    private static Value constant(double value, CallContext context) {
        double[] values = new double[context.grid().size()];
        Arrays.fill(values, value);
        return new Value.Scalar(values);
    }

    static Value pi(List<Value> arguments, CallContext context) {
        return constant(Math.PI, context);
    }

    static Value time(List<Value> arguments, CallContext context) {
        double[] seconds = new double[context.grid().size()];
        for (int step = 0; step < seconds.length; step++) {
            seconds[step] = context.grid().timeMs(step) / 1000.0;
        }
        return new Value.Scalar(seconds);
    }

    static Value start(List<Value> arguments, CallContext context) {
        return constant(context.queryGrid().startMs() / 1000.0, context);
    }

    static Value end(List<Value> arguments, CallContext context) {
        return constant(context.queryGrid().endMs() / 1000.0, context);
    }

    static Value range(List<Value> arguments, CallContext context) {
        StepGrid grid = context.queryGrid();
        return constant((grid.endMs() - grid.startMs()) / 1000.0, context);
    }

    static Value step(List<Value> arguments, CallContext context) {
        StepGrid grid = context.queryGrid();
        return constant(isInstant(grid) ? 0 : grid.stepMs() / 1000.0, context);
    }

    /// Whether a query is evaluated at one time only.
    static boolean isInstant(StepGrid grid) {
        return grid.equals(StepGrid.instant(grid.startMs()));
    }

    static Value vector(List<Value> arguments, CallContext context) {
        return new Value.Vector(
                List.of(
                        new StepSeries(
                                Labels.EMPTY,
                                StepColumn.full(NumberFunction.scalar(arguments, 0).clone()))));
    }

    /// The number of the only series that has one, else NaN.
    static Value scalar(List<Value> arguments, CallContext context) {
        double[] numbers = new double[context.grid().size()];
        Arrays.fill(numbers, Double.NaN);
        int[] found = new int[numbers.length];
        for (StepSeries series : NumberFunction.vector(arguments, 0).series()) {
            for (int step = 0; step < numbers.length; step++) {
                if (series.column().hasNumber(step)) {
                    numbers[step] = found[step]++ == 0 ? series.column().number(step) : Double.NaN;
                }
            }
        }
        return new Value.Scalar(numbers);
    }

    static Value max(List<Value> arguments, CallContext context) {
        double[] left = NumberFunction.scalar(arguments, 0);
        double[] right = NumberFunction.scalar(arguments, 1);
        double[] result = new double[left.length];
        for (int step = 0; step < result.length; step++) {
            result[step] = MathFunctions.max(left[step], right[step]);
        }
        return new Value.Scalar(result);
    }

    static Value min(List<Value> arguments, CallContext context) {
        double[] left = NumberFunction.scalar(arguments, 0);
        double[] right = NumberFunction.scalar(arguments, 1);
        double[] result = new double[left.length];
        for (int step = 0; step < result.length; step++) {
            result[step] = MathFunctions.min(left[step], right[step]);
        }
        return new Value.Scalar(result);
    }
}
