package dev.trine.query.promql.range;

import dev.trine.query.promql.ast.Extension;
import dev.trine.query.promql.function.WindowedSeries;

/// The increase of numbers over a range whose ends are known from samples beyond: from the anchor
/// before the range, or interpolated at both ends. Not safe for use by several threads.
final class ExtendedIncrease {
    private final WindowedSeries series;
    private final boolean counter;
    private final boolean smoothed;
    private boolean defined;

    ExtendedIncrease(WindowedSeries series, boolean counter) {
        this.series = series;
        this.counter = counter;
        this.smoothed = series.extension() == Extension.SMOOTHED;
    }

    /// Whether the last step asked for had an answer.
    boolean isDefined() {
        return defined;
    }

    double of(int step) {
        ExtendedWindow window = ExtendedWindow.of(series, step);
        defined = !window.isEmpty();
        if (!defined) {
            return Double.NaN;
        }
        long[] times = series.samples().timesMs();
        double[] values = series.samples().values();
        long start = series.rangeStartMs(step);
        long end = series.rangeEndsMs()[step];
        int first = window.first();
        int last = window.last();
        double left = smoothed && times[first] < start ? interpolate(first, start) : values[first];
        double right =
                smoothed && last > series.from()[step] && times[last] > end
                        ? interpolate(last - 1, end)
                        : values[last];
        double increase = right - left;
        if (counter) {
            increase +=
                    resets(
                            left,
                            right,
                            times[first] <= start ? first + 1 : first,
                            times[last] >= end ? last - 1 : last);
        }
        return increase;
    }

    /// The value between a sample and the next. A counter that began anew rose from zero.
    private double interpolate(int index, long timeMs) {
        long[] times = series.samples().timesMs();
        double[] values = series.samples().values();
        double from = values[index];
        double to = values[index + 1];
        if (counter && to < from) {
            from = 0;
        }
        return from
                + (to - from)
                        * (double) (timeMs - times[index])
                        / (double) (times[index + 1] - times[index]);
    }

    private double resets(double left, double right, int first, int last) {
        double[] values = series.samples().values();
        double lost = 0;
        double previous = left;
        for (int i = first; i <= last; i++) {
            if (values[i] < previous) {
                lost += previous;
            }
            previous = values[i];
        }
        return right < previous ? lost + previous : lost;
    }
}
