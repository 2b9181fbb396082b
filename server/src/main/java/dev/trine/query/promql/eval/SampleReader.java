package dev.trine.query.promql.eval;

import dev.trine.query.promql.ast.TimeShift;
import dev.trine.query.promql.ast.VectorSelector;
import dev.trine.query.series.CounterResetHint;
import dev.trine.query.series.NativeHistogram;
import dev.trine.query.series.Samples;
import dev.trine.query.series.Selection;
import dev.trine.query.series.SeriesRun;
import dev.trine.query.series.StepGrid;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Asks the source for series and their samples.
final class SampleReader {
    private static final int[] NO_INDEXES = {};
    private static final double[] NO_COUNTS = {};

    private final Evaluation evaluation;
    private final DurationValues durations;

    /// Of these selectors only the counts and sums of histograms are wanted.
    private final Set<VectorSelector> summaries;

    SampleReader(Evaluation evaluation, DurationValues durations, Set<VectorSelector> summaries) {
        this.evaluation = evaluation;
        this.durations = durations;
        this.summaries = summaries;
    }

    /// The time that is looked at for each step.
    long[] times(StepGrid grid, TimeShift shift) {
        long offsetMs = shift.offset() == null ? 0 : durations.ms(shift.offset());
        long[] times = new long[grid.size()];
        switch (shift.at()) {
            case TimeShift.At.Unset _ -> {
                for (int i = 0; i < times.length; i++) {
                    times[i] = grid.timeMs(i) - offsetMs;
                }
            }
            case TimeShift.At.Time at -> Arrays.fill(times, at.timeMs() - offsetMs);
            case TimeShift.At.Start _ ->
                    Arrays.fill(times, evaluation.queryGrid.startMs() - offsetMs);
            case TimeShift.At.End _ -> Arrays.fill(times, evaluation.queryGrid.endMs() - offsetMs);
        }
        return times;
    }

    /// The series that match.
    List<SeriesRun> select(VectorSelector selector, long minMs, long maxMs, String function) {
        return evaluation.source.select(
                new Selection(selector.matchers(), minMs, maxMs, function), evaluation.query);
    }

    /// Of a series' samples those with `minMs <= time <= maxMs`.
    Samples clip(VectorSelector selector, Samples all, long minMs, long maxMs) {
        long[] times = all.timesMs();
        Samples clipped =
                all.slice(
                        firstNotBefore(times, all.from(), all.to(), minMs),
                        firstNotBefore(times, all.from(), all.to(), maxMs + 1));
        return clipped.histograms() != null && summaries.contains(selector)
                ? summarized(clipped)
                : clipped;
    }

    private static int firstNotBefore(long[] times, int from, int to, long timeMs) {
        int at = Arrays.binarySearch(times, from, to, timeMs);
        return at >= 0 ? at : -at - 1;
    }

    /// Histograms without buckets. Since whether one began anew can't be seen then any more, it is
    /// noted in the hint.
    private static Samples summarized(Samples samples) {
        @Nullable NativeHistogram[] summaries = new NativeHistogram[samples.to()];
        NativeHistogram previous = null;
        for (int i = samples.from(); i < samples.to(); i++) {
            NativeHistogram histogram = samples.histogram(i);
            if (histogram != null && Staleness.isMarker(samples, i)) {
                summaries[i] = histogram;
            } else if (histogram != null) {
                summaries[i] = summary(histogram, previous);
                previous = histogram;
            }
        }
        return new Samples(
                samples.timesMs(),
                samples.values(),
                summaries,
                samples.startsMs(),
                samples.from(),
                samples.to());
    }

    private static NativeHistogram summary(
            NativeHistogram histogram, @Nullable NativeHistogram previous) {
        CounterResetHint hint = histogram.hint();
        if (hint == CounterResetHint.UNKNOWN && previous != null) {
            hint =
                    histogram.isResetSince(previous)
                            ? CounterResetHint.RESET
                            : CounterResetHint.NOT_RESET;
        }
        if (histogram.isCustom()) {
            return NativeHistogram.custom(
                    hint, histogram.count(), histogram.sum(), NO_COUNTS, NO_INDEXES, NO_COUNTS);
        }
        return NativeHistogram.exponential(
                hint,
                0,
                0,
                0,
                histogram.count(),
                histogram.sum(),
                NO_INDEXES,
                NO_COUNTS,
                NO_INDEXES,
                NO_COUNTS);
    }
}
