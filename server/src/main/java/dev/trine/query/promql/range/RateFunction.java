package dev.trine.query.promql.range;

import dev.trine.query.promql.ast.Extension;
import dev.trine.query.promql.function.CallContext;
import dev.trine.query.promql.function.RangeFunction;
import dev.trine.query.promql.function.Value;
import dev.trine.query.promql.function.WindowedSeries;
import dev.trine.query.series.NativeHistogram;
import dev.trine.query.series.StepColumn;
import java.util.List;

/// `rate`, `increase` and `delta`: how much a series went up or down over a range.
///
/// @param counter whether a step down is a counter that began anew
/// @param perSecond whether the answer is per second
record RateFunction(boolean counter, boolean perSecond) implements RangeFunction {
    @Override
    public void evaluate(
            WindowedSeries series, List<Value> arguments, CallContext context, StepColumn out) {
        Notes notes = new Notes(context, series.labels().metricName());
        SplitSeries split = SplitSeries.of(series);
        if (series.extension() == Extension.NONE) {
            plain(split, context, notes, out);
        } else {
            extended(split, notes, out);
        }
    }

    private void plain(SplitSeries split, CallContext context, Notes notes, StepColumn out) {
        boolean starts = counter && context.options().useStartTimestamps();
        NumberIncrease numbers = new NumberIncrease(split.numbers(), counter, starts, notes);
        for (int step = 0; step < out.size(); step++) {
            int count = split.numbers(step);
            if (split.histograms(step) > 0) {
                if (count > 0) {
                    notes.mixedNumbersAndHistograms();
                } else {
                    histogram(split.histogramSeries(), step, starts, notes, out);
                }
            } else if (count > 0) {
                number(numbers, split.numbers(), step, starts, out);
            }
        }
    }

    private Extrapolation extrapolation(WindowedSeries series, int step, boolean starts) {
        int from = series.from()[step];
        int to = series.to()[step];
        return new Extrapolation(
                series.samples().timesMs()[from],
                series.samples().timesMs()[to - 1],
                to - from,
                series.rangeStartMs(step),
                series.rangeEndsMs()[step],
                counter,
                starts ? series.samples().startMs(from) : 0);
    }

    private double divisor(WindowedSeries series) {
        return perSecond ? series.rangeMs() / 1000.0 : 1;
    }

    private void number(
            NumberIncrease numbers,
            WindowedSeries series,
            int step,
            boolean starts,
            StepColumn out) {
        Extrapolation extrapolation = extrapolation(series, step, starts);
        if (!extrapolation.isPossible()) {
            return;
        }
        double first = series.samples().values()[series.from()[step]];
        double increase = numbers.of(step);
        if (extrapolation.startsInRange()) {
            increase += first;
        }
        out.set(step, increase * (extrapolation.factor(increase, first) / divisor(series)));
    }

    private void histogram(
            WindowedSeries series, int step, boolean starts, Notes notes, StepColumn out) {
        Extrapolation extrapolation = extrapolation(series, step, starts);
        int from = series.from()[step];
        NativeHistogram first = SplitSeries.at(series, from);
        NativeHistogram increase = null;
        if (extrapolation.samples() > 1) {
            increase =
                    new HistogramIncrease(series, counter, starts, notes)
                            .of(from, series.to()[step]);
            if (increase == null) {
                return;
            }
        }
        if (!extrapolation.isPossible()) {
            return;
        }
        if (extrapolation.startsInRange()) {
            increase = increase == null ? first : HistogramIncrease.sum(increase, first, notes);
            if (increase == null) {
                return;
            }
        }
        if (increase != null) {
            double factor = extrapolation.factor(increase.count(), first.count());
            out.set(step, increase.times(factor / divisor(series)));
        }
    }

    private void extended(SplitSeries split, Notes notes, StepColumn out) {
        ExtendedIncrease numbers = new ExtendedIncrease(split.numbers(), counter);
        for (int step = 0; step < out.size(); step++) {
            int count = split.numbers(step);
            if (split.histograms(step) > 0) {
                if (count > 0) {
                    notes.mixedNumbersAndHistograms();
                } else {
                    extendedHistogram(split.histogramSeries(), step, notes, out);
                }
            } else if (count > 0) {
                double increase = numbers.of(step);
                if (numbers.isDefined()) {
                    out.set(step, increase / divisor(split.numbers()));
                }
            }
        }
    }

    private void extendedHistogram(WindowedSeries series, int step, Notes notes, StepColumn out) {
        NativeHistogram increase = new ExtendedHistogramIncrease(series, counter, notes).of(step);
        if (increase != null) {
            out.set(step, increase.dividedBy(divisor(series)));
        }
    }
}
