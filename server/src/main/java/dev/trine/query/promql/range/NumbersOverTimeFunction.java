package dev.trine.query.promql.range;

import dev.trine.query.promql.function.CallContext;
import dev.trine.query.promql.function.RangeFunction;
import dev.trine.query.promql.function.Value;
import dev.trine.query.promql.function.WindowedSeries;
import dev.trine.query.series.StepColumn;
import java.util.List;

/// A function that makes a number of the numbers in a window, and overlooks histograms, which it
/// tells the user.
///
/// @param atLeast how many numbers it takes; a window with fewer has no answer
record NumbersOverTimeFunction(int atLeast, Kernel kernel) implements RangeFunction {
    /// What is made of the numbers of one window.
    @FunctionalInterface
    interface Kernel {
        /// @param numbers the series without histograms
        double apply(WindowedSeries numbers, int step, List<Value> arguments, CallContext context);
    }

    @Override
    public void evaluate(
            WindowedSeries series, List<Value> arguments, CallContext context, StepColumn out) {
        SplitSeries split = SplitSeries.of(series);
        WindowedSeries numbers = split.numbers();
        for (int step = 0; step < out.size(); step++) {
            int count = split.numbers(step);
            if (count > 0 && split.histograms(step) > 0) {
                new Notes(context, series.labels().metricName()).ignoredHistograms();
            }
            if (count >= atLeast) {
                out.set(step, kernel.apply(numbers, step, arguments, context));
            }
        }
    }

    static double scalar(List<Value> arguments, int index, int step) {
        if (arguments.get(index) instanceof Value.Scalar scalar) {
            return scalar.numbers()[step];
        }
        throw new IllegalArgumentException("argument " + index + " is no scalar");
    }
}
