package dev.trine.query.promql.eval;

import dev.trine.model.Labels;
import dev.trine.model.QuotedText;
import dev.trine.query.promql.ast.VectorSelector;
import dev.trine.query.series.CounterResetHint;
import dev.trine.query.series.NativeHistogram;
import dev.trine.query.series.Samples;
import dev.trine.query.series.StepColumn;
import org.jspecify.annotations.Nullable;

/// Evaluates a smoothed instant selector over one series: between the samples around each step, not
/// farther away than the lookback delta, it interpolates; after the last one it keeps that.
final class SmoothedSelector {
    private final VectorSelector selector;
    private final Labels labels;
    private final Evaluation evaluation;

    SmoothedSelector(VectorSelector selector, Labels labels, Evaluation evaluation) {
        this.selector = selector;
        this.labels = labels;
        this.evaluation = evaluation;
    }

    /// @param samples without stale markers
    void evaluate(Samples samples, long[] times, StepColumn out) {
        long[] sampleTimes = samples.timesMs();
        long lookback = evaluation.options.lookbackMs();
        int next = samples.from();
        for (int step = 0; step < times.length; step++) {
            long time = times[step];
            while (next < samples.to() && sampleTimes[next] < time) {
                next++;
            }
            if (isMixed(samples, next, time)) {
                warn("encountered a mix of histograms and floats for metric name ");
                continue;
            }
            boolean hasNext = next < samples.to() && sampleTimes[next] <= time + lookback;
            boolean hasPrevious = next > samples.from() && sampleTimes[next - 1] > time - lookback;
            if (hasNext && sampleTimes[next] == time) {
                set(samples, next, step, out);
            } else if (hasPrevious && hasNext) {
                double share =
                        (double) (time - sampleTimes[next - 1])
                                / (sampleTimes[next] - sampleTimes[next - 1]);
                interpolate(samples, next - 1, share, step, out);
            } else if (hasPrevious) {
                set(samples, next - 1, step, out);
            }
        }
    }

    /// Whether there are both numbers and histograms around a time.
    private boolean isMixed(Samples samples, int next, long time) {
        if (samples.histograms() == null) {
            return false;
        }
        long lookback = evaluation.options.lookbackMs();
        boolean numbers = false;
        boolean histograms = false;
        int from = next;
        while (from > samples.from() && samples.timesMs()[from - 1] > time - lookback) {
            from--;
        }
        for (int i = from; i < samples.to() && samples.timesMs()[i] <= time + lookback; i++) {
            boolean number = samples.histogram(i) == null;
            numbers |= number;
            histograms |= !number;
        }
        return numbers && histograms;
    }

    private void warn(String text) {
        evaluation.warn(text + QuotedText.of(labels.metricName()), selector.span());
    }

    private static void set(Samples samples, int index, int step, StepColumn out) {
        NativeHistogram histogram = samples.histogram(index);
        if (histogram == null) {
            out.set(step, samples.values()[index]);
        } else {
            out.set(step, histogram);
        }
    }

    private void interpolate(Samples samples, int index, double share, int step, StepColumn out) {
        NativeHistogram before = samples.histogram(index);
        NativeHistogram after = samples.histogram(index + 1);
        if (before == null || after == null) {
            double value = samples.values()[index];
            out.set(step, value + (samples.values()[index + 1] - value) * share);
            return;
        }
        NativeHistogram between = between(before, after, share);
        if (between != null) {
            out.set(step, between);
        }
    }

    /// A counter that began anew rose from nothing.
    private @Nullable NativeHistogram between(
            NativeHistogram before, NativeHistogram after, double share) {
        if (!before.isCombinable(after)) {
            warn(
                    "vector contains a mix of histograms with exponential and custom buckets"
                            + " schemas for metric name ");
            return null;
        }
        boolean counter =
                before.hint() != CounterResetHint.GAUGE && after.hint() != CounterResetHint.GAUGE;
        return counter && after.isResetSince(before)
                ? after.times(share)
                : before.plus(after.minus(before).times(share));
    }
}
