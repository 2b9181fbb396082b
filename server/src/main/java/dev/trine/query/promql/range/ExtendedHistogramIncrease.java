package dev.trine.query.promql.range;

import dev.trine.query.promql.ast.Extension;
import dev.trine.query.promql.function.WindowedSeries;
import dev.trine.query.series.CounterResetHint;
import dev.trine.query.series.NativeHistogram;
import org.jspecify.annotations.Nullable;

/// The increase of histograms over a range whose ends are known from samples beyond.
final class ExtendedHistogramIncrease {
    private final WindowedSeries series;
    private final boolean counter;
    private final boolean smoothed;
    private final Notes notes;

    ExtendedHistogramIncrease(WindowedSeries series, boolean counter, Notes notes) {
        this.series = series;
        this.counter = counter;
        this.smoothed = series.extension() == Extension.SMOOTHED;
        this.notes = notes;
    }

    private NativeHistogram at(int index) {
        return SplitSeries.at(series, index);
    }

    private long time(int index) {
        return series.samples().timesMs()[index];
    }

    /// @return null when there is no answer
    @Nullable NativeHistogram of(int step) {
        ExtendedWindow window = ExtendedWindow.of(series, step);
        if (window.isEmpty() || !isUniform(window)) {
            return null;
        }
        long start = series.rangeStartMs(step);
        long end = series.rangeEndsMs()[step];
        int first = window.first();
        int last = window.last();
        NativeHistogram left =
                smoothed && time(first) < start ? interpolate(first, start) : at(first);
        NativeHistogram right =
                smoothed && last > series.from()[step] && time(last) > end
                        ? interpolate(last - 1, end)
                        : at(last);
        if (left == null || right == null) {
            return null;
        }
        if (!counter && (!isGauge(left) || !isGauge(right))) {
            notes.notGauge();
        }
        NativeHistogram increase = HistogramIncrease.difference(right, left, notes);
        if (counter && increase != null) {
            increase = withResets(increase, window, left, right, start);
        }
        return increase == null ? null : increase.withHint(CounterResetHint.GAUGE).compact();
    }

    private static boolean isGauge(NativeHistogram histogram) {
        return histogram.hint() == CounterResetHint.GAUGE;
    }

    private boolean isUniform(ExtendedWindow window) {
        NativeHistogram first = at(window.first());
        for (int i = window.first(); i <= window.last(); i++) {
            if (!at(i).isCombinable(first)) {
                notes.mixedBuckets();
                return false;
            }
            if (counter && isGauge(at(i))) {
                notes.notCounter();
            }
        }
        return true;
    }

    /// The histogram between a sample and the next. A counter that began anew rose from nothing.
    private @Nullable NativeHistogram interpolate(int index, long timeMs) {
        NativeHistogram from = at(index);
        NativeHistogram to = at(index + 1);
        if (timeMs == time(index)) {
            return from;
        }
        if (timeMs == time(index + 1)) {
            return to;
        }
        double share = (double) (timeMs - time(index)) / (time(index + 1) - time(index));
        if (counter && to.isResetSince(from)) {
            return to.times(share);
        }
        NativeHistogram rise = HistogramIncrease.difference(to, from, notes);
        return rise == null ? null : HistogramIncrease.sum(rise.times(share), from, notes);
    }

    /// What had been counted before each reset added. The ends stand for the samples they were
    /// made from; a reset that the left end has been interpolated over is in it already.
    private @Nullable NativeHistogram withResets(
            NativeHistogram increase,
            ExtendedWindow window,
            NativeHistogram left,
            NativeHistogram right,
            long start) {
        int next = window.first() + 1;
        NativeHistogram previous = left;
        if (smoothed && time(window.first()) < start && at(next).isResetSince(at(window.first()))) {
            previous = at(next);
            next++;
        }
        if (next > window.last()) {
            return increase;
        }
        NativeHistogram result = increase;
        for (int i = next; i < window.last() && result != null; i++) {
            if (at(i).isResetSince(previous)) {
                result = HistogramIncrease.sum(result, previous, notes);
            }
            previous = at(i);
        }
        return result != null && right.isResetSince(previous)
                ? HistogramIncrease.sum(result, previous, notes)
                : result;
    }
}
