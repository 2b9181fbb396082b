package dev.trine.query.series;

/// Estimates from the buckets of a native histogram. Within a bucket, observations are taken to be
/// spread evenly: over the logarithm of the values in exponential buckets, over the values with
/// custom bounds and in the zero bucket.
///
/// @param value the estimate, NaN when there is none
/// @param note what to tell the user about it
public record HistogramQuantile(double value, Note note) {
    /// What NaN observations, which are in no bucket, did to an estimate.
    public enum Note {
        NONE,
        /// It fell among them: there is no value.
        IS_NAN,
        /// They count as if above all others.
        IS_SKEWED,
        /// They are in no range.
        EXCLUDES_NAN
    }

    private static HistogramQuantile plain(double value) {
        return new HistogramQuantile(value, Note.NONE);
    }

    /// The value below which a share of the observations is.
    ///
    /// @param share 0 to 1; beyond that the answer is infinite
    public static HistogramQuantile of(NativeHistogram histogram, double share) {
        if (share < 0) {
            return plain(Double.NEGATIVE_INFINITY);
        }
        if (share > 1) {
            return plain(Double.POSITIVE_INFINITY);
        }
        if (histogram.count() == 0 || Double.isNaN(share)) {
            return plain(Double.NaN);
        }
        // From the nearer end; from below when NaN observations are above all buckets.
        boolean forward = Double.isNaN(histogram.sum()) || share < 0.5;
        double rank = (forward ? share : 1 - share) * histogram.count();
        int last = histogram.buckets() - 1;
        int at = 0;
        double seen = 0;
        for (int i = 0; i <= last; i++) {
            int bucket = forward ? i : last - i;
            double count = histogram.count(bucket);
            at = bucket;
            seen += count;
            if (count != 0 && seen >= rank) {
                break;
            }
        }
        return last < 0
                ? interpolated(histogram, 0, 0, 0, 0, rank, -1, forward)
                : interpolated(
                        histogram,
                        zeroLower(histogram, at),
                        zeroUpper(histogram, at),
                        histogram.count(at),
                        seen,
                        rank,
                        at,
                        forward);
    }

    private static HistogramQuantile interpolated(
            NativeHistogram histogram,
            double bucketLower,
            double upper,
            double inBucket,
            double seenUpTo,
            double rank,
            int bucket,
            boolean forward) {
        double lower = bucketLower;
        if (histogram.isCustom()) {
            if (lower == Double.NEGATIVE_INFINITY) {
                if (upper <= 0) {
                    return plain(upper);
                }
                lower = 0;
            } else if (upper == Double.POSITIVE_INFINITY) {
                return plain(lower);
            }
        }
        double seen = Math.min(seenUpTo, histogram.count());
        if (seen < rank) {
            return Double.isNaN(histogram.sum())
                    ? new HistogramQuantile(Double.NaN, Note.IS_NAN)
                    : plain(upper);
        }
        double into = forward ? rank - (seen - inBucket) : seen - rank;
        Note note = isSkewed(histogram, bucket, seen) ? Note.IS_SKEWED : Note.NONE;
        return new HistogramQuantile(within(histogram, lower, upper, into / inBucket), note);
    }

    private static double within(
            NativeHistogram histogram, double lower, double upper, double share) {
        if (histogram.isCustom() || (lower <= 0 && upper >= 0)) {
            return lower + (upper - lower) * share;
        }
        double logLower = Log2.of(Math.abs(lower));
        double logUpper = Log2.of(Math.abs(upper));
        return lower > 0
                ? Math.pow(2, logLower + (logUpper - logLower) * share)
                : -Math.pow(2, logUpper + (logLower - logUpper) * (1 - share));
    }

    /// Whether there are observations in no bucket.
    private static boolean isSkewed(NativeHistogram histogram, int bucket, double seenUpTo) {
        if (!Double.isNaN(histogram.sum())) {
            return false;
        }
        double seen = seenUpTo;
        for (int i = bucket + 1; i < histogram.buckets(); i++) {
            seen += histogram.count(i);
        }
        return seen < histogram.count();
    }

    /// The lower bound of a bucket; that of the zero bucket is 0 when nothing is below.
    private static double zeroLower(NativeHistogram histogram, int bucket) {
        double lower = histogram.lower(bucket);
        return !histogram.isCustom()
                        && lower < 0
                        && histogram.upper(bucket) > 0
                        && histogram.hasNoNegative()
                        && !histogram.hasNoPositive()
                ? 0
                : lower;
    }

    private static double zeroUpper(NativeHistogram histogram, int bucket) {
        double upper = histogram.upper(bucket);
        return !histogram.isCustom()
                        && upper > 0
                        && histogram.lower(bucket) < 0
                        && histogram.hasNoPositive()
                        && !histogram.hasNoNegative()
                ? 0
                : upper;
    }

    /// The share of the observations between two values.
    public static HistogramQuantile fraction(NativeHistogram histogram, double from, double to) {
        if (histogram.count() == 0 || Double.isNaN(from) || Double.isNaN(to)) {
            return plain(Double.NaN);
        }
        if (from >= to) {
            return plain(0);
        }
        double inBuckets = 0;
        for (int i = 0; i < histogram.buckets(); i++) {
            inBuckets += histogram.count(i);
        }
        boolean hasNan = Double.isNaN(histogram.sum());
        double all = hasNan ? inBuckets : histogram.count();
        double share =
                (Math.min(all, rank(histogram, to, all))
                                - Math.min(all, rank(histogram, from, all)))
                        / histogram.count();
        return new HistogramQuantile(
                share, hasNan && inBuckets < histogram.count() ? Note.EXCLUDES_NAN : Note.NONE);
    }

    /// How many observations are below a value.
    private static double rank(NativeHistogram histogram, double value, double all) {
        double rank = 0;
        for (int i = 0; i < histogram.buckets(); i++) {
            double lower = histogram.lower(i);
            double upper = histogram.upper(i);
            boolean isZero = lower <= 0 && upper >= 0;
            if (isZero && histogram.hasNoNegative() && !histogram.hasNoPositive()) {
                lower = 0;
            } else if (isZero && histogram.hasNoPositive() && !histogram.hasNoNegative()) {
                upper = 0;
            }
            if (lower >= value) {
                return rank;
            }
            if (upper > value) {
                return histogram.isCustom() || isZero
                        ? linear(rank, histogram.count(i), lower, upper, value)
                        : exponential(rank, histogram.count(i), lower, upper, value);
            }
            rank += histogram.count(i);
        }
        return all;
    }

    private static double linear(
            double rank, double count, double lower, double upper, double value) {
        return lower == Double.NEGATIVE_INFINITY
                ? count
                : rank + count * (value - lower) / (upper - lower);
    }

    private static double exponential(
            double rank, double count, double lower, double upper, double value) {
        double logLower = Log2.of(Math.abs(lower));
        double logUpper = Log2.of(Math.abs(upper));
        double logValue = Log2.of(Math.abs(value));
        double share =
                value > 0
                        ? (logValue - logLower) / (logUpper - logLower)
                        : 1 - (logValue - logUpper) / (logLower - logUpper);
        return rank + count * share;
    }
}
