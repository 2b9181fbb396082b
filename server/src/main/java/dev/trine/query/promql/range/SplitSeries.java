package dev.trine.query.promql.range;

import dev.trine.query.promql.function.WindowedSeries;
import dev.trine.query.series.NativeHistogram;
import dev.trine.query.series.Samples;
import org.jspecify.annotations.Nullable;

/// A series with its numbers and its histograms apart, each with windows of its own.
///
/// @param numbers the series itself when it has no histograms
/// @param histograms null when there are none
record SplitSeries(WindowedSeries numbers, @Nullable WindowedSeries histograms) {
    static SplitSeries of(WindowedSeries series) {
        @Nullable NativeHistogram @Nullable [] all = series.samples().histograms();
        if (all == null || series.steps() == 0) {
            return new SplitSeries(series, null);
        }
        int first = series.from()[0];
        int last = Math.max(first, series.to()[series.steps() - 1]);
        int[] histogramsBefore = new int[last - first + 1];
        for (int i = first; i < last; i++) {
            histogramsBefore[i - first + 1] =
                    histogramsBefore[i - first] + (all[i] == null ? 0 : 1);
        }
        int histograms = histogramsBefore[last - first];
        if (histograms == 0) {
            return new SplitSeries(series, null);
        }
        return new SplitSeries(
                part(series, all, histogramsBefore, false),
                part(series, all, histogramsBefore, true));
    }

    private static WindowedSeries part(
            WindowedSeries series,
            @Nullable NativeHistogram[] all,
            int[] histogramsBefore,
            boolean wantsHistograms) {
        int first = series.from()[0];
        int count = histogramsBefore.length - 1;
        int wanted = histogramsBefore[count];
        wanted = wantsHistograms ? wanted : count - wanted;
        Samples samples = series.samples();
        long[] times = new long[wanted];
        double[] values = new double[wanted];
        NativeHistogram[] histograms = wantsHistograms ? new NativeHistogram[wanted] : null;
        long[] starts = samples.startsMs() == null ? null : new long[wanted];
        int length = 0;
        for (int i = first; i < first + count; i++) {
            NativeHistogram histogram = all[i];
            if ((histogram != null) == wantsHistograms) {
                times[length] = samples.timesMs()[i];
                values[length] = samples.values()[i];
                if (histograms != null && histogram != null) {
                    histograms[length] = histogram;
                }
                if (starts != null) {
                    starts[length] = samples.startMs(i);
                }
                length++;
            }
        }
        return new WindowedSeries(
                series.labels(),
                new Samples(times, values, histograms, starts, 0, wanted),
                moved(series.from(), first, histogramsBefore, wantsHistograms),
                moved(series.to(), first, histogramsBefore, wantsHistograms),
                series.rangeEndsMs(),
                series.rangeMs(),
                series.extension());
    }

    private static int[] moved(
            int[] indexes, int first, int[] histogramsBefore, boolean wantsHistograms) {
        int[] moved = new int[indexes.length];
        for (int i = 0; i < indexes.length; i++) {
            int at = Math.clamp((long) indexes[i] - first, 0, histogramsBefore.length - 1);
            moved[i] = wantsHistograms ? histogramsBefore[at] : at - histogramsBefore[at];
        }
        return moved;
    }

    /// How many numbers there are in a step's window.
    int numbers(int step) {
        return numbers.to()[step] - numbers.from()[step];
    }

    /// How many histograms there are in a step's window.
    int histograms(int step) {
        return histograms == null ? 0 : histograms.to()[step] - histograms.from()[step];
    }

    /// The histograms. Only to be asked for where a window holds one.
    WindowedSeries histogramSeries() {
        if (histograms == null) {
            throw new IllegalStateException("no histograms");
        }
        return histograms;
    }

    /// A histogram of the series of histograms.
    static NativeHistogram at(WindowedSeries series, int index) {
        NativeHistogram histogram = series.samples().histogram(index);
        if (histogram == null) {
            throw new IllegalStateException("a number among histograms");
        }
        return histogram;
    }
}
