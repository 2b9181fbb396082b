package dev.trine.query.promql.eval;

import dev.trine.query.promql.ast.Aggregation;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepSeries;
import java.util.Arrays;
import java.util.List;

/// Aggregates by `quantile`: sorts each step's numbers and interpolates between two of them.
final class QuantileColumn {
    private final Evaluation evaluation;
    private final Aggregation aggregation;
    private final double[] quantiles;

    /// @param quantiles of each step
    QuantileColumn(Evaluation evaluation, Aggregation aggregation, double[] quantiles) {
        this.evaluation = evaluation;
        this.aggregation = aggregation;
        this.quantiles = quantiles;
    }

    StepColumn of(List<StepSeries> series) {
        StepColumn out = new StepColumn(quantiles.length);
        double[] values = new double[series.size()];
        for (int step = 0; step < quantiles.length; step++) {
            int count = 0;
            for (StepSeries one : series) {
                if (one.column().hasNumber(step)) {
                    values[count++] = one.column().number(step);
                } else if (one.column().has(step)) {
                    evaluation.info(
                            "ignored histogram in quantile aggregation", aggregation.exprSpan());
                }
            }
            if (count > 0) {
                out.set(step, quantile(quantiles[step], values, count));
            }
        }
        return out;
    }

    /// NaN counts as the smallest number.
    private static double quantile(double quantile, double[] values, int count) {
        if (Double.isNaN(quantile)) {
            return Double.NaN;
        }
        if (quantile < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        if (quantile > 1) {
            return Double.POSITIVE_INFINITY;
        }
        Arrays.sort(values, 0, count);
        int nans = 0;
        while (nans < count && Double.isNaN(values[count - 1 - nans])) {
            nans++;
        }
        double rank = quantile * (count - 1);
        int lower = (int) Math.floor(rank);
        int upper = Math.min(count - 1, lower + 1);
        double weight = rank - lower;
        return ranked(values, lower, nans) * (1 - weight) + ranked(values, upper, nans) * weight;
    }

    private static double ranked(double[] values, int rank, int nans) {
        return rank < nans ? Double.NaN : values[rank - nans];
    }
}
