package dev.trine.query.promql.range;

import dev.trine.query.promql.function.CallContext;
import dev.trine.query.promql.function.RangeFunction;
import dev.trine.query.promql.function.Value;
import dev.trine.query.promql.function.WindowedSeries;
import dev.trine.query.series.CounterResetHint;
import dev.trine.query.series.NativeHistogram;
import dev.trine.query.series.Samples;
import dev.trine.query.series.StepColumn;
import java.util.List;

/// `irate` and `idelta`: what happened between the last two samples.
///
/// @param rate whether it is a counter and the answer per second
record InstantRateFunction(boolean rate) implements RangeFunction {
    @Override
    public void evaluate(
            WindowedSeries series, List<Value> arguments, CallContext context, StepColumn out) {
        Notes notes = new Notes(context, series.labels().metricName());
        boolean starts = rate && context.options().useStartTimestamps();
        for (int step = 0; step < out.size(); step++) {
            int last = series.to()[step] - 1;
            if (last > series.from()[step]) {
                evaluate(series.samples(), last, starts, notes, step, out);
            }
        }
    }

    private void evaluate(
            Samples samples, int last, boolean starts, Notes notes, int step, StepColumn out) {
        NativeHistogram before = samples.histogram(last - 1);
        NativeHistogram now = samples.histogram(last);
        double seconds = (samples.timesMs()[last] - samples.timesMs()[last - 1]) / 1000.0;
        boolean restarted = starts && StartTimes.isReset(samples, last);
        if (before == null && now == null) {
            double from = samples.values()[last - 1];
            double to = samples.values()[last];
            boolean reset = rate && (to < from || restarted);
            double change = reset ? to : to - from;
            out.set(step, rate ? change / seconds : change);
        } else if (before != null && now != null) {
            NativeHistogram change = change(before, now, restarted, notes);
            if (change != null) {
                out.set(step, rate ? change.dividedBy(seconds) : change);
            }
        } else {
            notes.mixedNumbersAndHistograms();
        }
    }

    private @org.jspecify.annotations.Nullable NativeHistogram change(
            NativeHistogram before, NativeHistogram now, boolean restarted, Notes notes) {
        boolean bothGauges = isGauge(before) && isGauge(now);
        if (rate && (isGauge(before) || isGauge(now))) {
            notes.notCounter();
        }
        if (!rate && !bothGauges) {
            notes.notGauge();
        }
        NativeHistogram change = now;
        if (!rate || !(restarted || now.isResetSince(before))) {
            change = HistogramIncrease.difference(now, before, notes);
        }
        return change == null ? null : change.withHint(CounterResetHint.GAUGE).compact();
    }

    private static boolean isGauge(NativeHistogram histogram) {
        return histogram.hint() == CounterResetHint.GAUGE;
    }
}
