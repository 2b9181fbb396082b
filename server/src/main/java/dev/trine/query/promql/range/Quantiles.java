package dev.trine.query.promql.range;

import java.util.Arrays;

/// Quantiles of plain values.
public final class Quantiles {
    private Quantiles() {}

    /// The quantile, interpolated between the two values around it. NaN is below all values.
    ///
    /// @param values sorted by this; NaN when there are none
    public static double of(double quantile, double[] values) {
        return of(quantile, values, values.length);
    }

    /// The quantile of the first so many values.
    public static double of(double quantile, double[] values, int count) {
        if (count == 0 || Double.isNaN(quantile)) {
            return Double.NaN;
        }
        if (quantile < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        if (quantile > 1) {
            return Double.POSITIVE_INFINITY;
        }
        Arrays.sort(values, 0, count);
        moveNanFirst(values, count);
        double rank = quantile * (count - 1);
        double floor = Math.floor(rank);
        int lower = (int) Math.max(0, floor);
        int upper = Math.min(count - 1, lower + 1);
        double weight = rank - floor;
        return values[lower] * (1 - weight) + values[upper] * weight;
    }

    /// Sorting has put them last.
    private static void moveNanFirst(double[] values, int count) {
        int nans = 0;
        while (nans < count && Double.isNaN(values[count - 1 - nans])) {
            nans++;
        }
        if (nans > 0) {
            System.arraycopy(values, 0, values, nans, count - nans);
            Arrays.fill(values, 0, nans, Double.NaN);
        }
    }
}
