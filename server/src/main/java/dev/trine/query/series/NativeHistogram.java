package dev.trine.query.series;

import java.util.Arrays;

/// A histogram in one sample: a count for each of many buckets, exponential on both sides of a zero
/// bucket (schema -4 to 8) or with bounds of its own (schema [#CUSTOM]). Counts are numbers with
/// fractions, since queries divide and interpolate. Immutable.
///
/// Buckets are numbered from the lowest to the highest for reading: [#buckets()] of them, some of
/// which may be empty.
///
/// Semantics are those of Prometheus's float histograms; what has to be told to the user when two
/// are combined can be asked before: [#isCombinable], [#hasOtherBounds], [#contradicts].
public final class NativeHistogram {
    /// The schema of histograms with custom bounds.
    public static final int CUSTOM = -53;

    private static final double[] NO_BOUNDS = {};

    private final CounterResetHint hint;
    private final int schema;
    private final double zeroThreshold;
    private final double zeroCount;
    private final double count;
    private final double sum;
    private final HistogramBuckets negative;
    private final HistogramBuckets positive;
    private final double[] customBounds;

    NativeHistogram(
            CounterResetHint hint,
            int schema,
            double zeroThreshold,
            double zeroCount,
            double count,
            double sum,
            HistogramBuckets negative,
            HistogramBuckets positive,
            double[] customBounds) {
        this.hint = hint;
        this.schema = schema;
        this.zeroThreshold = zeroThreshold;
        this.zeroCount = zeroCount;
        this.count = count;
        this.sum = sum;
        this.negative = negative;
        this.positive = positive;
        this.customBounds = customBounds;
    }

    /// A histogram with exponential buckets.
    ///
    /// @param schema -4 to 8: how often a doubling is split, as a power of two
    /// @param zeroThreshold absolute value up to which observations are in the zero bucket
    /// @param negativeIndexes of the buckets below zero, ascending, that is away from zero
    /// @param negativeCounts as many
    /// @param positiveIndexes of the buckets above zero, ascending
    /// @param positiveCounts as many
    /// @throws IllegalArgumentException when that is no histogram
    public static NativeHistogram exponential(
            CounterResetHint hint,
            int schema,
            double zeroThreshold,
            double zeroCount,
            double count,
            double sum,
            int[] negativeIndexes,
            double[] negativeCounts,
            int[] positiveIndexes,
            double[] positiveCounts) {
        if (schema < BucketBounds.MIN_SCHEMA || schema > BucketBounds.MAX_SCHEMA) {
            throw new IllegalArgumentException("schema: " + schema + " (expected: -4..8)");
        }
        if (!(zeroThreshold >= 0)) {
            throw new IllegalArgumentException(
                    "zero threshold: " + zeroThreshold + " (expected: >= 0)");
        }
        return new NativeHistogram(
                hint,
                schema,
                zeroThreshold,
                zeroCount,
                count,
                sum,
                checked(negativeIndexes, negativeCounts),
                checked(positiveIndexes, positiveCounts),
                NO_BOUNDS);
    }

    /// A histogram with bounds of its own.
    ///
    /// @param bounds upper bounds of all buckets but the last, which ends at infinity; ascending
    /// @param indexes of the buckets, ascending, from 0 to the number of bounds
    /// @param counts as many
    /// @throws IllegalArgumentException when that is no histogram
    public static NativeHistogram custom(
            CounterResetHint hint,
            double count,
            double sum,
            double[] bounds,
            int[] indexes,
            double[] counts) {
        for (int i = 0; i < bounds.length; i++) {
            if (Double.isNaN(bounds[i]) || (i > 0 && bounds[i] <= bounds[i - 1])) {
                throw new IllegalArgumentException("custom bounds do not ascend");
            }
        }
        if (indexes.length > 0 && (indexes[0] < 0 || indexes[indexes.length - 1] > bounds.length)) {
            throw new IllegalArgumentException("custom bounds: a bucket beyond the bounds");
        }
        return new NativeHistogram(
                hint,
                CUSTOM,
                0,
                0,
                count,
                sum,
                HistogramBuckets.NONE,
                checked(indexes, counts),
                bounds.clone());
    }

    private static HistogramBuckets checked(int[] indexes, double[] counts) {
        if (indexes.length != counts.length) {
            throw new IllegalArgumentException(
                    "buckets: " + counts.length + " counts (expected: " + indexes.length + ")");
        }
        for (int i = 1; i < indexes.length; i++) {
            if (indexes[i] <= indexes[i - 1]) {
                throw new IllegalArgumentException("bucket indexes do not ascend");
            }
        }
        return indexes.length == 0
                ? HistogramBuckets.NONE
                : new HistogramBuckets(indexes.clone(), counts.clone());
    }

    public CounterResetHint hint() {
        return hint;
    }

    public int schema() {
        return schema;
    }

    public double zeroThreshold() {
        return zeroThreshold;
    }

    public double zeroCount() {
        return zeroCount;
    }

    /// How many observations there are in all; those of NaN are in no bucket.
    public double count() {
        return count;
    }

    /// The sum of all observations.
    public double sum() {
        return sum;
    }

    public boolean isCustom() {
        return schema == CUSTOM;
    }

    /// A copy of the custom bounds; empty when buckets are exponential.
    public double[] customBounds() {
        return customBounds.clone();
    }

    HistogramBuckets negative() {
        return negative;
    }

    HistogramBuckets positive() {
        return positive;
    }

    double[] bounds() {
        return customBounds;
    }

    /// Copies of the indexes of the buckets below zero, ascending away from zero.
    public int[] negativeIndexes() {
        return negative.indexes().clone();
    }

    /// Copies of the counts of the buckets below zero.
    public double[] negativeCounts() {
        return negative.counts().clone();
    }

    /// Copies of the indexes of the buckets above zero or with custom bounds, ascending.
    public int[] positiveIndexes() {
        return positive.indexes().clone();
    }

    /// Copies of the counts of the buckets above zero or with custom bounds.
    public double[] positiveCounts() {
        return positive.counts().clone();
    }

    private int zeroBuckets() {
        return zeroCount > 0 ? 1 : 0;
    }

    /// How many buckets there are, the zero bucket among them when it holds something.
    public int buckets() {
        return negative.size() + zeroBuckets() + positive.size();
    }

    private boolean isZero(int bucket) {
        return bucket == negative.size() && zeroCount > 0;
    }

    private int positivePosition(int bucket) {
        return bucket - negative.size() - zeroBuckets();
    }

    private double bound(int index) {
        return isCustom()
                ? BucketBounds.custom(index, customBounds)
                : BucketBounds.exponential(index, schema);
    }

    /// The lower bound of a bucket. Buckets that reach into the zero bucket begin where it ends.
    public double lower(int bucket) {
        if (bucket < negative.size()) {
            return -bound(negative.index(negative.size() - 1 - bucket));
        }
        if (isZero(bucket)) {
            return -zeroThreshold;
        }
        double bound = bound(positive.index(positivePosition(bucket)) - 1);
        return bound > 0 && bound < zeroThreshold ? zeroThreshold : bound;
    }

    /// The upper bound of a bucket. Buckets that reach into the zero bucket end where it begins.
    public double upper(int bucket) {
        if (bucket < negative.size()) {
            double bound = -bound(negative.index(negative.size() - 1 - bucket) - 1);
            return bound < 0 && bound > -zeroThreshold ? -zeroThreshold : bound;
        }
        return isZero(bucket) ? zeroThreshold : bound(positive.index(positivePosition(bucket)));
    }

    /// How many observations are in a bucket.
    public double count(int bucket) {
        if (bucket < negative.size()) {
            return negative.count(negative.size() - 1 - bucket);
        }
        return isZero(bucket) ? zeroCount : positive.count(positivePosition(bucket));
    }

    /// Whether a bucket holds its lower bound.
    public boolean isLowerInclusive(int bucket) {
        if (isCustom()) {
            return positive.index(bucket) == 0;
        }
        return bucket < negative.size() || isZero(bucket);
    }

    /// Whether a bucket holds its upper bound.
    public boolean isUpperInclusive(int bucket) {
        return bucket >= negative.size();
    }

    boolean hasNoNegative() {
        return negative.isEmpty();
    }

    boolean hasNoPositive() {
        return positive.isEmpty();
    }

    NativeHistogram withBuckets(
            double newZeroCount,
            double newCount,
            double newSum,
            HistogramBuckets newNegative,
            HistogramBuckets newPositive) {
        return new NativeHistogram(
                hint,
                schema,
                zeroThreshold,
                newZeroCount,
                newCount,
                newSum,
                newNegative,
                newPositive,
                customBounds);
    }

    public NativeHistogram withHint(CounterResetHint newHint) {
        return newHint == hint
                ? this
                : new NativeHistogram(
                        newHint,
                        schema,
                        zeroThreshold,
                        zeroCount,
                        count,
                        sum,
                        negative,
                        positive,
                        customBounds);
    }

    /// All counts and the sum times a factor; a gauge when that is negative.
    public NativeHistogram times(double factor) {
        return withBuckets(
                        zeroCount * factor,
                        count * factor,
                        sum * factor,
                        negative.times(factor),
                        positive.times(factor))
                .withHint(factor < 0 ? CounterResetHint.GAUGE : hint);
    }

    /// All counts and the sum divided; a gauge when by a negative number. Division by zero leaves
    /// no buckets.
    public NativeHistogram dividedBy(double divisor) {
        return withBuckets(
                        zeroCount / divisor,
                        count / divisor,
                        sum / divisor,
                        divisor == 0 ? HistogramBuckets.NONE : negative.dividedBy(divisor),
                        divisor == 0 ? HistogramBuckets.NONE : positive.dividedBy(divisor))
                .withHint(divisor < 0 ? CounterResetHint.GAUGE : hint);
    }

    /// Without empty buckets.
    public NativeHistogram compact() {
        HistogramBuckets compactNegative = negative.compact();
        HistogramBuckets compactPositive = positive.compact();
        return compactNegative == negative && compactPositive == positive
                ? this
                : withBuckets(zeroCount, count, sum, compactNegative, compactPositive);
    }

    /// Whether this can be added to or compared with another one: both have exponential buckets or
    /// both have custom bounds.
    public boolean isCombinable(NativeHistogram other) {
        return isCustom() == other.isCustom();
    }

    /// Whether both have custom bounds, but not the same ones: combined, they keep the bounds that
    /// both have.
    public boolean hasOtherBounds(NativeHistogram other) {
        return isCustom() && other.isCustom() && !Arrays.equals(customBounds, other.customBounds);
    }

    /// Whether one says that it began anew and the other that it did not.
    public boolean contradicts(NativeHistogram other) {
        return (hint == CounterResetHint.RESET && other.hint == CounterResetHint.NOT_RESET)
                || (hint == CounterResetHint.NOT_RESET && other.hint == CounterResetHint.RESET);
    }

    /// The sum of both, in the coarser of both schemas, with the greater zero bucket.
    ///
    /// @throws IllegalArgumentException when they are not combinable
    public NativeHistogram plus(NativeHistogram other) {
        return HistogramSum.combine(this, other, 1);
    }

    /// The difference, likewise. The hint is that of a sum; the result of a subtraction that a user
    /// asked for is a gauge.
    ///
    /// @throws IllegalArgumentException when they are not combinable
    public NativeHistogram minus(NativeHistogram other) {
        return HistogramSum.combine(this, other, -1);
    }

    /// The same in a coarser schema.
    public NativeHistogram toSchema(int target) {
        if (target == schema) {
            return this;
        }
        if (isCustom() || target > schema || target < BucketBounds.MIN_SCHEMA) {
            throw new IllegalArgumentException("schema " + schema + " to " + target);
        }
        int shift = schema - target;
        return new NativeHistogram(
                hint,
                target,
                zeroThreshold,
                zeroCount,
                count,
                sum,
                negative.regrouped(index -> ((index - 1) >> shift) + 1),
                positive.regrouped(index -> ((index - 1) >> shift) + 1),
                customBounds);
    }

    /// Whether a counter began anew between an earlier histogram and this one: said by the hint, or
    /// seen because a bucket or the count went down or the resolution went up.
    public boolean isResetSince(NativeHistogram earlier) {
        return switch (hint) {
            case RESET -> true;
            case NOT_RESET -> false;
            case UNKNOWN, GAUGE -> CounterResets.isBelow(this, earlier);
        };
    }

    /// Only the observations below a value, as far as buckets tell; the sum is an estimate.
    public NativeHistogram trimmedAbove(double limit) {
        return HistogramTrim.trim(this, limit, true);
    }

    /// Only the observations above a value, as far as buckets tell; the sum is an estimate.
    public NativeHistogram trimmedBelow(double limit) {
        return HistogramTrim.trim(this, limit, false);
    }

    /// Whether layout, counts and sum are the same to the bit, whatever the hints say.
    public boolean hasSameData(NativeHistogram other) {
        return schema == other.schema
                && isSame(count, other.count)
                && isSame(sum, other.sum)
                && zeroThreshold == other.zeroThreshold
                && isSame(zeroCount, other.zeroCount)
                && Arrays.equals(customBounds, other.customBounds)
                && negative.isSame(other.negative)
                && positive.isSame(other.positive);
    }

    private static boolean isSame(double one, double other) {
        return Double.doubleToRawLongBits(one) == Double.doubleToRawLongBits(other);
    }

    /// What the histogram takes in memory, roughly.
    public long bytes() {
        return 112 + 12L * (negative.size() + positive.size());
    }

    /// As Prometheus prints it: `{count:3, sum:4, [-0.001,0.001]:1, (0.5,1]:2}`.
    @Override
    public String toString() {
        return HistogramText.of(this);
    }
}
