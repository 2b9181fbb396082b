package dev.trine.query.promql.range;

import dev.trine.query.promql.ast.Extension;
import dev.trine.query.promql.function.CallContext;
import dev.trine.query.promql.function.RangeFunction;
import dev.trine.query.promql.function.Value;
import dev.trine.query.promql.function.WindowedSeries;
import dev.trine.query.series.NativeHistogram;
import dev.trine.query.series.Samples;
import dev.trine.query.series.StepColumn;
import java.util.List;

/// `changes` and `resets`: how often something happened between neighbouring samples. Looked for
/// once over all samples; a window is then a difference of two counts.
///
/// @param resets whether resets are counted rather than changes
record CountingFunction(boolean resets) implements RangeFunction {
    @Override
    public void evaluate(
            WindowedSeries series, List<Value> arguments, CallContext context, StepColumn out) {
        if (series.steps() == 0) {
            return;
        }
        int first = series.from()[0];
        int[] before = counts(series, first, context.options().useStartTimestamps());
        for (int step = 0; step < out.size(); step++) {
            int to = series.to()[step];
            int from = start(series, step);
            if (from < to) {
                out.set(step, before[to - 1 - first] - before[from - first]);
            }
        }
    }

    /// For each sample how often it happened up to it.
    private int[] counts(WindowedSeries series, int first, boolean useStarts) {
        int last = Math.max(first, series.to()[series.steps() - 1]);
        int[] counts = new int[last - first];
        for (int i = first + 1; i < last; i++) {
            boolean happened =
                    resets
                            ? isReset(series.samples(), i, useStarts)
                            : isChange(series.samples(), i);
            counts[i - first] = counts[i - 1 - first] + (happened ? 1 : 0);
        }
        return counts;
    }

    /// The first sample of a step's window; the end of the window when there is nothing to count.
    /// An anchored window begins with the last sample at or before its range.
    private static int start(WindowedSeries series, int step) {
        int from = series.from()[step];
        int to = series.to()[step];
        if (series.extension() != Extension.ANCHORED || from == to) {
            return from;
        }
        long start = series.rangeStartMs(step);
        long[] times = series.samples().timesMs();
        if (times[to - 1] <= start) {
            return to;
        }
        int anchor = from;
        while (anchor + 1 < to && times[anchor + 1] <= start) {
            anchor++;
        }
        return anchor;
    }

    private static boolean isReset(Samples samples, int index, boolean useStarts) {
        NativeHistogram before = samples.histogram(index - 1);
        NativeHistogram now = samples.histogram(index);
        if ((before == null) != (now == null)) {
            return true;
        }
        if (useStarts && StartTimes.isReset(samples, index)) {
            return true;
        }
        return (before == null || now == null)
                ? samples.values()[index] < samples.values()[index - 1]
                : now.isResetSince(before);
    }

    private static boolean isChange(Samples samples, int index) {
        NativeHistogram before = samples.histogram(index - 1);
        NativeHistogram now = samples.histogram(index);
        if (before != null && now != null) {
            return !now.hasSameData(before);
        }
        if (before != null || now != null) {
            return true;
        }
        double from = samples.values()[index - 1];
        double to = samples.values()[index];
        return to != from && !(Double.isNaN(to) && Double.isNaN(from));
    }
}
