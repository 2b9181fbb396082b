package dev.trine.query.series;

/// Widens zero buckets, so that histograms with different ones can be combined.
final class ZeroBuckets {
    private ZeroBuckets() {}

    /// The histogram with a zero bucket that reaches at least as far as a threshold, and farther
    /// when that would cut a bucket that holds something. Unchanged when it reaches so far already.
    static NativeHistogram widened(NativeHistogram histogram, double atLeast) {
        if (histogram.zeroThreshold() >= atLeast) {
            return histogram;
        }
        double threshold = threshold(histogram, atLeast);
        int positive = within(histogram.positive(), histogram.schema(), threshold);
        int negative = within(histogram.negative(), histogram.schema(), threshold);
        double count = histogram.zeroCount();
        for (int i = 0; i < positive; i++) {
            count += histogram.positive().count(i);
        }
        for (int i = 0; i < negative; i++) {
            count += histogram.negative().count(i);
        }
        return new NativeHistogram(
                histogram.hint(),
                histogram.schema(),
                threshold,
                count,
                histogram.count(),
                histogram.sum(),
                histogram.negative().from(negative).compact(),
                histogram.positive().from(positive).compact(),
                histogram.bounds());
    }

    /// How many buckets begin before a threshold.
    private static int within(HistogramBuckets buckets, int schema, double threshold) {
        int inside = 0;
        while (inside < buckets.size()
                && BucketBounds.exponential(buckets.index(inside) - 1, schema) < threshold) {
            inside++;
        }
        return inside;
    }

    private static double threshold(NativeHistogram histogram, double atLeast) {
        double threshold = atLeast;
        double before;
        do {
            before = threshold;
            threshold = raised(histogram.positive(), histogram.schema(), threshold);
            threshold = raised(histogram.negative(), histogram.schema(), threshold);
        } while (threshold != before);
        return threshold;
    }

    /// The threshold, or the end of the bucket in whose midst it is when that holds something.
    private static double raised(HistogramBuckets buckets, int schema, double threshold) {
        for (int i = 0; i < buckets.size(); i++) {
            double upper = BucketBounds.exponential(buckets.index(i), schema);
            if (upper > threshold) {
                double lower = BucketBounds.exponential(buckets.index(i) - 1, schema);
                return lower < threshold && buckets.count(i) != 0 ? upper : threshold;
            }
        }
        return threshold;
    }
}
