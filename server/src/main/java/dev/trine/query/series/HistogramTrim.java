package dev.trine.query.series;

/// Cuts a histogram at a value: PromQL's `</` and `>/`. Buckets beyond the cut go; the one that
/// holds the cut keeps the share that interpolation gives it: linear with custom bounds and in the
/// zero bucket, logarithmic otherwise. Of an infinite bucket nothing is known, so it goes or stays
/// as a whole. The sum is then estimated from the middles of what is left.
final class HistogramTrim {
    private final NativeHistogram histogram;
    private final double limit;
    private final boolean keepsBelow;
    private double count;
    private double sum;
    private boolean cut;

    private HistogramTrim(NativeHistogram histogram, double limit, boolean keepsBelow) {
        this.histogram = histogram;
        this.limit = limit;
        this.keepsBelow = keepsBelow;
    }

    static NativeHistogram trim(NativeHistogram histogram, double limit, boolean keepsBelow) {
        return new HistogramTrim(histogram, limit, keepsBelow).trim();
    }

    private NativeHistogram trim() {
        boolean hasPositive = !histogram.positive().compact().isEmpty();
        boolean hasNegative = !histogram.negative().compact().isEmpty();
        HistogramBuckets positive = trim(histogram.positive(), true);
        HistogramBuckets negative = trim(histogram.negative(), false);
        double zeroCount = histogram.zeroCount();
        if (zeroCount > 0) {
            double threshold = histogram.zeroThreshold();
            zeroCount =
                    trimZero(
                            hasPositive && !hasNegative ? 0 : -threshold,
                            hasNegative && !hasPositive ? 0 : threshold);
        }
        return cut
                ? histogram.withBuckets(zeroCount, count, sum, negative, positive).compact()
                : histogram;
    }

    private HistogramBuckets trim(HistogramBuckets buckets, boolean isPositive) {
        double[] counts = buckets.counts().clone();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 0) {
                double near = bound(buckets.index(i) - 1);
                double far = bound(buckets.index(i));
                double kept =
                        isPositive
                                ? keep(counts[i], near, far, true)
                                : keep(counts[i], -far, -near, false);
                cut |= kept != counts[i];
                counts[i] = kept;
            }
        }
        return buckets.withCounts(counts);
    }

    private double bound(int index) {
        return histogram.isCustom()
                ? BucketBounds.custom(index, histogram.bounds())
                : BucketBounds.exponential(index, histogram.schema());
    }

    /// How much of a bucket is kept; counts it.
    private double keep(double all, double lower, double upper, boolean isPositive) {
        boolean whole = keepsBelow ? upper <= limit : lower >= limit;
        boolean none = Double.isNaN(limit) || (keepsBelow ? lower >= limit : upper <= limit);
        if (whole) {
            return keep(all, middle(lower, upper, isPositive));
        }
        if (none) {
            cut = true;
            return 0;
        }
        if (Double.isInfinite(lower) || Double.isInfinite(upper)) {
            return keepInfinite(all, lower, upper);
        }
        double below = all * share(lower, upper, isPositive);
        return keepsBelow
                ? keep(below, middle(lower, limit, isPositive))
                : keep(all - below, middle(limit, upper, isPositive));
    }

    private double keep(double kept, double middle) {
        count += kept;
        sum += middle * kept;
        return kept;
    }

    /// A bucket with an infinite bound around the limit. With custom bounds, the first one is taken
    /// to begin at zero when it ends above.
    private double keepInfinite(double all, double lower, double upper) {
        if (lower == Double.NEGATIVE_INFINITY && upper > 0 && upper != Double.POSITIVE_INFINITY) {
            if (keepsBelow && limit > 0) {
                return keep(all * limit / upper, limit / 2);
            }
            if (!keepsBelow && limit >= 0) {
                return keep(all * (1 - limit / upper), (limit + upper) / 2);
            }
            return 0;
        }
        if (lower == Double.NEGATIVE_INFINITY) {
            return keepsBelow && upper <= 0 ? keep(all, limit) : 0;
        }
        return keepsBelow ? 0 : keep(all, limit);
    }

    /// Which part of a bucket lies below the limit.
    private double share(double lower, double upper, boolean isPositive) {
        if (histogram.isCustom()) {
            return (limit - lower) / (upper - lower);
        }
        double logLower = Log2.of(Math.abs(lower));
        double logUpper = Log2.of(Math.abs(upper));
        double logLimit = Log2.of(Math.abs(limit));
        return isPositive
                ? (logLimit - logLower) / (logUpper - logLower)
                : 1 - (logLimit - logUpper) / (logLower - logUpper);
    }

    private double middle(double lower, double upper, boolean isPositive) {
        if (Double.isInfinite(lower)) {
            if (Double.isInfinite(upper)) {
                return 0;
            }
            return upper > 0 ? upper / 2 : upper;
        }
        if (Double.isInfinite(upper)) {
            return lower;
        }
        if (histogram.isCustom()) {
            return (lower + upper) / 2;
        }
        double middle = Math.sqrt(Math.abs(lower * upper));
        return isPositive ? middle : -middle;
    }

    private double trimZero(double lower, double upper) {
        double all = histogram.zeroCount();
        double kept;
        if (keepsBelow ? limit >= upper : limit <= lower) {
            kept = keep(all, (lower + upper) / 2);
        } else if (keepsBelow ? limit <= lower : limit >= upper) {
            kept = 0;
        } else if (keepsBelow) {
            kept = keep(all * ((limit - lower) / (upper - lower)), (lower + limit) / 2);
        } else {
            kept = keep(all * ((upper - limit) / (upper - lower)), (limit + upper) / 2);
        }
        cut |= kept != all;
        return kept;
    }
}
