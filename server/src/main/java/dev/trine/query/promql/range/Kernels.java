package dev.trine.query.promql.range;

import dev.trine.query.promql.function.CallContext;
import dev.trine.query.promql.function.EvaluationException;
import dev.trine.query.promql.function.Value;
import dev.trine.query.promql.function.WindowedSeries;
import dev.trine.query.series.KahanSum;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What statistical functions make of the numbers of one window.
final class Kernels {
    private Kernels() {}

    static double variance(
            WindowedSeries series, int step, List<Value> arguments, CallContext context) {
        return variance(series.samples().values(), series.from()[step], series.to()[step]);
    }

    static double deviation(
            WindowedSeries series, int step, List<Value> arguments, CallContext context) {
        return Math.sqrt(variance(series, step, arguments, context));
    }

    /// The variance of all values, by Welford's algorithm with compensated sums.
    static double variance(double[] values, int from, int to) {
        KahanSum mean = new KahanSum();
        KahanSum squares = new KahanSum();
        for (int i = from; i < to; i++) {
            double delta = values[i] - (mean.sum() + mean.error());
            mean.add(delta / (i - from + 1));
            squares.add(delta * (values[i] - (mean.sum() + mean.error())));
        }
        return (squares.sum() + squares.error()) / (to - from);
    }

    static double quantile(
            WindowedSeries series, int step, List<Value> arguments, CallContext context) {
        double quantile = NumbersOverTimeFunction.scalar(arguments, 0, step);
        Notes.checkQuantile(quantile, 0, context);
        return Quantiles.of(quantile, window(series, step));
    }

    /// The median distance from the median.
    static double medianDeviation(
            WindowedSeries series, int step, List<Value> arguments, CallContext context) {
        double[] values = window(series, step);
        for (double value : values) {
            if (Double.isNaN(value)) {
                return Double.NaN;
            }
        }
        double median = Quantiles.of(0.5, values);
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(values[i] - median);
        }
        return Quantiles.of(0.5, values);
    }

    private static double[] window(WindowedSeries series, int step) {
        return Arrays.copyOfRange(
                series.samples().values(), series.from()[step], series.to()[step]);
    }

    static double derivative(
            WindowedSeries series, int step, List<Value> arguments, CallContext context) {
        long origin = series.samples().timesMs()[series.from()[step]];
        return Regression.of(series, step, origin).slope();
    }

    static double prediction(
            WindowedSeries series, int step, List<Value> arguments, CallContext context) {
        double seconds = NumbersOverTimeFunction.scalar(arguments, 1, step);
        Regression line = Regression.of(series, step, context.grid().timeMs(step));
        return line.slope() * seconds + line.intercept();
    }

    /// Holt's linear smoothing.
    static double smoothed(
            WindowedSeries series, int step, List<Value> arguments, CallContext context) {
        double smoothing = NumbersOverTimeFunction.scalar(arguments, 1, step);
        double trending = NumbersOverTimeFunction.scalar(arguments, 2, step);
        double[] values = series.samples().values();
        int from = series.from()[step];
        double before = 0;
        double level = values[from];
        double trend = values[from + 1] - values[from];
        for (int i = from + 1; i < series.to()[step]; i++) {
            if (i > from + 1) {
                trend = trending * (level - before) + (1 - trending) * trend;
            }
            double next = smoothing * values[i] + (1 - smoothing) * (level + trend);
            before = level;
            level = next;
        }
        return level;
    }

    /// Refuses factors that are none.
    static void checkFactor(String name, double factor) {
        if (factor <= 0 || factor >= 1) {
            throw new EvaluationException(
                    String.format(
                            Locale.ROOT,
                            "invalid %s factor. Expected: 0 < %s < 1, got: %f",
                            name,
                            name.charAt(0) + "f",
                            factor));
        }
    }
}
