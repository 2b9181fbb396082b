package dev.trine.query.promql.range;

import dev.trine.query.promql.function.WindowedSeries;
import dev.trine.query.series.KahanSum;

/// The line that fits the samples of a window best (least squares).
///
/// @param slope per second
/// @param intercept at the origin
record Regression(double slope, double intercept) {
    /// @param originMs where the intercept is; near the samples, so that numbers stay small
    static Regression of(WindowedSeries series, int step, long originMs) {
        long[] times = series.samples().timesMs();
        double[] values = series.samples().values();
        int from = series.from()[step];
        int to = series.to()[step];
        KahanSum sumX = new KahanSum();
        KahanSum sumY = new KahanSum();
        KahanSum sumXy = new KahanSum();
        KahanSum sumX2 = new KahanSum();
        boolean constant = true;
        for (int i = from; i < to; i++) {
            constant &= i == from || values[i] == values[from];
            double x = (times[i] - originMs) / 1000.0;
            sumX.add(x);
            sumY.add(values[i]);
            sumXy.add(x * values[i]);
            sumX2.add(x * x);
        }
        if (constant) {
            return Double.isInfinite(values[from])
                    ? new Regression(Double.NaN, Double.NaN)
                    : new Regression(0, values[from]);
        }
        return fit(to - from, total(sumX), total(sumY), total(sumXy), total(sumX2));
    }

    private static double total(KahanSum sum) {
        return sum.sum() + sum.error();
    }

    private static Regression fit(
            double count, double sumX, double sumY, double sumXy, double sumX2) {
        double covariance = sumXy - sumX * sumY / count;
        double variance = sumX2 - sumX * sumX / count;
        double slope = covariance / variance;
        return new Regression(slope, sumY / count - slope * sumX / count);
    }
}
