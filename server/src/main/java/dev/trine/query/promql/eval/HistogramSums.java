package dev.trine.query.promql.eval;

import dev.trine.model.QuotedText;
import dev.trine.query.promql.ast.AggregateOperator;
import dev.trine.query.promql.ast.Aggregation;
import dev.trine.query.series.CounterResetHint;
import dev.trine.query.series.HistogramMean;
import dev.trine.query.series.HistogramSum;
import dev.trine.query.series.NativeHistogram;
import dev.trine.query.series.StepColumn;
import org.jspecify.annotations.Nullable;

/// The sum, or the average, of a group's histograms at each step.
final class HistogramSums {
    private final Evaluation evaluation;
    private final Aggregation aggregation;
    private final boolean average;
    private final @Nullable HistogramSum[] sums;
    private final @Nullable HistogramMean[] means;
    private final long[] givenUp;
    private final long[] resetSeen;
    private final long[] noResetSeen;

    HistogramSums(Evaluation evaluation, Aggregation aggregation, int steps) {
        this.evaluation = evaluation;
        this.aggregation = aggregation;
        this.average = aggregation.operator() == AggregateOperator.AVG;
        this.sums = new HistogramSum[steps];
        this.means = new HistogramMean[average ? steps : 0];
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
        HistogramSum sum = sums[step];
        if (sum == null) {
            sums[step] = new HistogramSum(histogram);
            if (average) {
                means[step] = new HistogramMean(histogram);
            }
            return;
        }
        if (!sum.isCombinable(histogram)) {
            Bits.set(givenUp, step);
            evaluation.warn(
                    "vector contains a mix of histograms with exponential and custom buckets"
                            + " schemas for metric name "
                            + QuotedText.of(metricName),
                    aggregation.exprSpan());
            return;
        }
        if (sum.hasOtherBounds(histogram)) {
            evaluation.info(
                    "mismatched custom buckets were reconciled during aggregation",
                    aggregation.exprSpan());
        }
        sum.add(histogram);
        HistogramMean mean = average ? means[step] : null;
        if (mean != null) {
            mean.add(histogram);
        }
    }

    /// @param numbers the steps at which there are numbers too
    void writeTo(StepColumn out, long[] numbers) {
        for (int step = 0; step < sums.length; step++) {
            HistogramSum sum = sums[step];
            if (sum == null || isGivenUp(step) || Bits.get(numbers, step)) {
                continue;
            }
            HistogramMean mean = average ? means[step] : null;
            out.set(step, (mean == null ? sum.value() : mean.value()).compact());
            if (Bits.get(resetSeen, step) && Bits.get(noResetSeen, step)) {
                evaluation.warn(
                        "conflicting counter resets during histogram aggregation",
                        aggregation.exprSpan());
            }
        }
    }
}
