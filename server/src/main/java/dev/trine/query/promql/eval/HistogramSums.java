package dev.trine.query.promql.eval;

import dev.trine.model.QuotedText;
import dev.trine.query.promql.ast.AggregateOperator;
import dev.trine.query.promql.ast.Aggregation;
import dev.trine.query.series.CounterResetHint;
import dev.trine.query.series.NativeHistogram;
import dev.trine.query.series.StepColumn;
import org.jspecify.annotations.Nullable;

/// The sum, or the average, of a group's histograms at each step.
final class HistogramSums {
    private final Evaluation evaluation;
    private final Aggregation aggregation;
    private final boolean average;
    private final @Nullable NativeHistogram[] sums;
    private final int[] counts;
    private final long[] givenUp;
    private final long[] resetSeen;
    private final long[] noResetSeen;

    HistogramSums(Evaluation evaluation, Aggregation aggregation, int steps) {
        this.evaluation = evaluation;
        this.aggregation = aggregation;
        this.average = aggregation.operator() == AggregateOperator.AVG;
        this.sums = new NativeHistogram[steps];
        this.counts = new int[steps];
        this.givenUp = Bits.none(steps);
        this.resetSeen = Bits.none(steps);
        this.noResetSeen = Bits.none(steps);
    }

    boolean has(int step) {
        return sums[step] != null;
    }

    /// Whether histograms have been met that can't be combined.
    boolean isGivenUp(int step) {
        return Bits.get(givenUp, step);
    }

    void add(int step, NativeHistogram histogram, String metricName) {
        if (isGivenUp(step)) {
            return;
        }
        if (histogram.hint() == CounterResetHint.RESET) {
            Bits.set(resetSeen, step);
        } else if (histogram.hint() == CounterResetHint.NOT_RESET) {
            Bits.set(noResetSeen, step);
        }
        counts[step]++;
        NativeHistogram sum = sums[step];
        if (sum == null) {
            sums[step] = histogram;
            return;
        }
        if (!sum.isCombinable(histogram)) {
            Bits.set(givenUp, step);
            evaluation.warn(
                    "vector contains a mix of histograms with exponential and custom buckets"
                            + " schemas for metric name "
                            + QuotedText.of(metricName),
                    aggregation.expr().span());
            return;
        }
        if (sum.hasOtherBounds(histogram)) {
            evaluation.info(
                    "mismatched custom buckets were reconciled during aggregation",
                    aggregation.expr().span());
        }
        sums[step] = average ? averaged(sum, histogram, counts[step]) : sum.plus(histogram);
    }

    private static NativeHistogram averaged(
            NativeHistogram mean, NativeHistogram histogram, int count) {
        NativeHistogram change = histogram.dividedBy(count).minus(mean.dividedBy(count));
        return mean.plus(change);
    }

    /// @param numbers the steps at which there are numbers too
    void writeTo(StepColumn out, long[] numbers) {
        for (int step = 0; step < sums.length; step++) {
            NativeHistogram sum = sums[step];
            if (sum == null || isGivenUp(step) || Bits.get(numbers, step)) {
                continue;
            }
            out.set(step, sum.compact());
            if (Bits.get(resetSeen, step) && Bits.get(noResetSeen, step)) {
                evaluation.warn(
                        "conflicting counter resets during histogram aggregation",
                        aggregation.expr().span());
            }
        }
    }
}
