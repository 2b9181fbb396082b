package dev.trine.query.series;

import java.util.Arrays;

/// Brings histograms with different custom bounds together: on the bounds that both have.
final class CustomBounds {
    private CustomBounds() {}

    /// The bounds that are in both.
    static double[] common(double[] one, double[] other) {
        double[] common = new double[Math.min(one.length, other.length)];
        int length = 0;
        int i = 0;
        int j = 0;
        while (i < one.length && j < other.length) {
            if (one[i] == other[j]) {
                common[length++] = one[i];
                i++;
                j++;
            } else if (one[i] < other[j]) {
                i++;
            } else {
                j++;
            }
        }
        return Arrays.copyOf(common, length);
    }

    /// The index that a bucket gets under fewer bounds.
    static int target(int index, double[] from, double[] to) {
        if (index >= from.length) {
            return to.length;
        }
        int found = Arrays.binarySearch(to, from[index]);
        return found >= 0 ? found : -found - 1;
    }

    /// The buckets of a histogram under fewer bounds, the empty ones left out.
    static HistogramBuckets regrouped(NativeHistogram histogram, double[] bounds) {
        double[] from = histogram.bounds();
        return histogram.positive().regrouped(index -> target(index, from, bounds)).compact();
    }

    static NativeHistogram reduced(NativeHistogram histogram, double[] bounds) {
        return new NativeHistogram(
                histogram.hint(),
                NativeHistogram.CUSTOM,
                0,
                0,
                histogram.count(),
                histogram.sum(),
                HistogramBuckets.NONE,
                regrouped(histogram, bounds),
                bounds);
    }
}
