package dev.trine.query.series;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Raw samples of one series, a view into arrays that somebody else may own: not to be written to.
/// Times ascend strictly. Sample `i` is at index `from + i` of every array that is there.
///
/// @param timesMs when, in ms since 1970
/// @param values the numbers; undefined where there is a histogram
/// @param histograms null where the sample is a number; null altogether when all are
/// @param startsMs since when a counter counts, 0 = unknown; null when all are unknown
/// @param from index of the first sample
/// @param to index after the last one
public record Samples(
        long[] timesMs,
        double[] values,
        @Nullable NativeHistogram @Nullable [] histograms,
        long @Nullable [] startsMs,
        int from,
        int to) {
    private static final Samples NONE = new Samples(new long[0], new double[0], null, null, 0, 0);

    /// No samples.
    public static Samples none() {
        return NONE;
    }

    public int size() {
        return to - from;
    }

    /// The histogram at an index of the arrays, null when that sample is a number.
    public @Nullable NativeHistogram histogram(int index) {
        return histograms == null ? null : histograms[index];
    }

    /// Since when the sample at an index of the arrays counts, 0 = unknown.
    public long startMs(int index) {
        return startsMs == null ? 0 : startsMs[index];
    }

    /// The same samples in arrays of their own.
    public Samples copy() {
        return new Samples(
                Arrays.copyOfRange(timesMs, from, to),
                Arrays.copyOfRange(values, from, to),
                histograms == null ? null : Arrays.copyOfRange(histograms, from, to),
                startsMs == null ? null : Arrays.copyOfRange(startsMs, from, to),
                0,
                size());
    }

    /// The same arrays, seen through another window.
    public Samples slice(int newFrom, int newTo) {
        return new Samples(timesMs, values, histograms, startsMs, newFrom, newTo);
    }
}
