package dev.trine.query.promql.library;

import java.util.Arrays;

/// The buckets of one classic histogram at one time: upper bounds and how many observations are
/// below each. Filled anew for each time; not safe for use by several threads.
final class ClassicBuckets {
    /// Relative difference up to which counts are taken to be the same.
    private static final double TOLERANCE = 1e-12;

    private double[] bounds;
    private double[] counts;
    private int size;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;
    private double lost;

    ClassicBuckets(int capacity) {
        bounds = new double[capacity];
        counts = new double[capacity];
    }

    void clear() {
        size = 0;
        least = Double.POSITIVE_INFINITY;
        greatest = Double.NEGATIVE_INFINITY;
        lost = 0;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /// Adds a bucket. Bounds must not descend; those of the same bound are one bucket.
    void add(double bound, double count) {
        if (size > 0 && bounds[size - 1] == bound) {
            counts[size - 1] += count;
            return;
        }
        if (size == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * size);
            counts = Arrays.copyOf(counts, 2 * size);
        }
        bounds[size] = bound;
        counts[size++] = count;
    }

    /// Whether counts went down somewhere, which cannot be and was put right by the last quantile.
    boolean wasForced() {
        return least <= greatest;
    }

    /// The least bound at which counts went down.
    double leastForced() {
        return least;
    }

    /// The greatest such bound.
    double greatestForced() {
        return greatest;
    }

    /// The most that counts went down.
    double lost() {
        return lost;
    }

    private boolean endsAtInfinity() {
        return size > 0 && bounds[size - 1] == Double.POSITIVE_INFINITY;
    }

    /// The value below which a share of the observations is; NaN when that cannot be told.
    double quantile(double share) {
        if (Double.isNaN(share)) {
            return Double.NaN;
        }
        if (share < 0 || share > 1) {
            return share < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (!endsAtInfinity()) {
            return Double.NaN;
        }
        makeMonotonic();
        double observations = counts[size - 1];
        if (size < 2 || observations == 0) {
            return Double.NaN;
        }
        double rank = share * observations;
        int bucket = 0;
        int last = size - 1;
        int high = last;
        while (bucket < high) {
            int middle = (bucket + high) >>> 1;
            if (counts[middle] >= rank) {
                high = middle;
            } else {
                bucket = middle + 1;
            }
        }
        if (bucket == last) {
            return bounds[last - 1];
        }
        if (bucket == 0 && bounds[0] <= 0) {
            return bounds[0];
        }
        double start = bucket > 0 ? bounds[bucket - 1] : 0;
        double before = bucket > 0 ? counts[bucket - 1] : 0;
        return start + (bounds[bucket] - start) * ((rank - before) / (counts[bucket] - before));
    }

    /// Counts must not descend: where they do so by a rounding error, silently the count before is
    /// taken; where by more, it is taken and remembered.
    private void makeMonotonic() {
        double previous = counts[0];
        for (int i = 1; i < size; i++) {
            double count = counts[i];
            if (count == previous) {
                continue;
            }
            if (isAlmostEqual(previous, count)) {
                counts[i] = previous;
            } else if (count < previous) {
                counts[i] = previous;
                least = Math.min(least, bounds[i]);
                greatest = Math.max(greatest, bounds[i]);
                lost = Math.max(lost, previous - count);
            } else {
                previous = count;
            }
        }
    }

    private static boolean isAlmostEqual(double one, double other) {
        double difference = Math.abs(one - other);
        double sum = Math.abs(one) + Math.abs(other);
        if (one == 0 || other == 0 || sum < Double.MIN_NORMAL) {
            return difference < TOLERANCE * Double.MIN_NORMAL;
        }
        return difference / Math.min(sum, Double.MAX_VALUE) < TOLERANCE;
    }

    /// The share of the observations between two values.
    double fraction(double from, double to) {
        if (!endsAtInfinity()) {
            return Double.NaN;
        }
        double observations = counts[size - 1];
        if (observations == 0 || Double.isNaN(from) || Double.isNaN(to)) {
            return Double.NaN;
        }
        return from >= to ? 0 : (rank(to) - rank(from)) / observations;
    }

    /// How many observations are below a value. The first bucket begins at zero when it ends above.
    private double rank(double value) {
        double observations = counts[size - 1];
        double rank = 0;
        double lower = bounds[0] <= 0 ? Double.NEGATIVE_INFINITY : 0;
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                lower = bounds[i - 1];
            }
            if (lower >= value) {
                return Math.min(rank, observations);
            }
            if (bounds[i] > value) {
                double found =
                        lower == Double.NEGATIVE_INFINITY
                                ? counts[i]
                                : rank + (counts[i] - rank) * (value - lower) / (bounds[i] - lower);
                return Math.min(found, observations);
            }
            rank = counts[i];
        }
        return observations;
    }
}
