package dev.trine.query.series;

/// The bounds of exponential buckets: bucket `i` of schema `s` ends, inclusive, at `2^(i / 2^s)` and
/// begins where bucket `i - 1` ends.
///
/// The fractions of schemas above 0 are those of Prometheus to the last bit, since bounds show in
/// answers: every second one comes from the schema below, the one after it is that one times
/// `2^(2^-s)`, with the value of √2 that is one unit too low.
final class BucketBounds {
    static final int MIN_SCHEMA = -4;
    static final int MAX_SCHEMA = 8;

    private static final double LOW_SQRT_2 = 0x1.6a09e667f3bccp0;
    private static final double[][] FRACTIONS = fractions();

    private BucketBounds() {}

    /// The upper bound of a bucket. The bucket that would end at 2^1024 ends at the greatest number,
    /// so that the bucket after it, which ends at infinity, holds infinity alone.
    static double exponential(int index, int schema) {
        if (schema < 0) {
            int exponent = index << -schema;
            return exponent == 1024 ? Double.MAX_VALUE : Math.scalb(1.0, exponent);
        }
        double fraction = FRACTIONS[schema][index & ((1 << schema) - 1)];
        int exponent = (index >> schema) + 1;
        return fraction == 0.5 && exponent == 1025
                ? Double.MAX_VALUE
                : Math.scalb(fraction, exponent);
    }

    /// The upper bound of a bucket with custom bounds: the last one ends at infinity.
    static double custom(int index, double[] bounds) {
        if (index < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        return index < bounds.length ? bounds[index] : Double.POSITIVE_INFINITY;
    }

    private static double[][] fractions() {
        double[][] all = new double[MAX_SCHEMA + 1][];
        all[0] = new double[] {0.5};
        for (int schema = 1; schema <= MAX_SCHEMA; schema++) {
            double factor = schema == 1 ? LOW_SQRT_2 : Math.pow(2, Math.scalb(1.0, -schema));
            double[] fractions = new double[1 << schema];
            for (int i = 0; i < fractions.length; i += 2) {
                fractions[i] = all[schema - 1][i / 2];
                fractions[i + 1] = fractions[i] * factor;
            }
            all[schema] = fractions;
        }
        return all;
    }
}
