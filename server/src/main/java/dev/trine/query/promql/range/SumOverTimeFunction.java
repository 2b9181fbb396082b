package dev.trine.query.promql.range;

import dev.trine.query.promql.function.CallContext;
import dev.trine.query.promql.function.RangeFunction;
import dev.trine.query.promql.function.Value;
import dev.trine.query.promql.function.WindowedSeries;
import dev.trine.query.series.CounterResetHint;
import dev.trine.query.series.HistogramMean;
import dev.trine.query.series.HistogramSum;
import dev.trine.query.series.KahanSum;
import dev.trine.query.series.NativeHistogram;
import dev.trine.query.series.StepColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `sum_over_time` and `avg_over_time`.
///
/// @param mean whether the mean is asked for
record SumOverTimeFunction(boolean mean) implements RangeFunction {
    @Override
    public void evaluate(
            WindowedSeries series, List<Value> arguments, CallContext context, StepColumn out) {
        Notes notes = new Notes(context, series.labels().metricName());
        SplitSeries split = SplitSeries.of(series);
        WindowedSeries numbers = split.numbers();
        SlidingSum sum = new SlidingSum(numbers.samples().values());
        for (int step = 0; step < out.size(); step++) {
            int count = split.numbers(step);
            if (split.histograms(step) > 0) {
                if (count > 0) {
                    notes.mixedNumbersAndHistograms();
                } else {
                    NativeHistogram total = histogram(split.histogramSeries(), step, notes);
                    if (total != null) {
                        out.set(step, total);
                    }
                }
            } else if (count > 0) {
                int from = numbers.from()[step];
                int to = numbers.to()[step];
                sum.moveTo(from, to);
                out.set(step, mean ? mean(numbers, sum, from, to) : sum.value());
            }
        }
    }

    /// Divides the sum, unless it has overflown: then the mean is brought up to date value by value.
    private static double mean(WindowedSeries numbers, SlidingSum sum, int from, int to) {
        int count = to - from;
        if (!Double.isInfinite(sum.sum())) {
            return sum.sum() / count + sum.error() / count;
        }
        double[] values = numbers.samples().values();
        KahanSum running = new KahanSum();
        running.add(values[from]);
        boolean incremental = false;
        for (int i = from + 1; i < to; i++) {
            double seen = i - from + 1;
            if (!incremental) {
                double before = running.sum();
                double error = running.error();
                running.add(values[i]);
                if (!Double.isInfinite(running.sum())) {
                    continue;
                }
                incremental = true;
                running.set(before / (seen - 1), error / (seen - 1));
            }
            double weight = (seen - 1) / seen;
            running.set(weight * running.sum(), weight * running.error());
            running.add(values[i] / seen);
        }
        return running.sum() + running.error();
    }

    private @Nullable NativeHistogram histogram(WindowedSeries series, int step, Notes notes) {
        int from = series.from()[step];
        int to = series.to()[step];
        HistogramSum sum = new HistogramSum(SplitSeries.at(series, from));
        HistogramMean average = new HistogramMean(SplitSeries.at(series, from));
        boolean reset = false;
        boolean going = false;
        boolean reconciled = false;
        for (int i = from; i < to; i++) {
            NativeHistogram histogram = SplitSeries.at(series, i);
            reset |= histogram.hint() == CounterResetHint.RESET;
            going |= histogram.hint() == CounterResetHint.NOT_RESET;
            if (!sum.isCombinable(histogram)) {
                notes.mixedBuckets();
                return null;
            }
            if (i > from) {
                reconciled |= sum.hasOtherBounds(histogram);
                sum.add(histogram);
                if (mean) {
                    average.add(histogram);
                }
            }
        }
        if (reset && going) {
            notes.conflictingResets();
        }
        if (reconciled) {
            notes.reconciledBounds(Notes.AGGREGATION);
        }
        return mean ? average.value() : sum.value();
    }
}
