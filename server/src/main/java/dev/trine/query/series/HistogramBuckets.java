package dev.trine.query.series;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/// The buckets on one side of zero: indexes that ascend, and a count for each. Immutable; the index
/// arrays are shared between histograms of the same layout.
final class HistogramBuckets {
    static final HistogramBuckets NONE = new HistogramBuckets(new int[0], new double[0]);

    private final int[] indexes;
    private final double[] counts;

    /// Both arrays belong to the buckets from then on.
    HistogramBuckets(int[] indexes, double[] counts) {
        this.indexes = indexes;
        this.counts = counts;
    }

    /// Counts of neighbouring buckets.
    static HistogramBuckets dense(int firstIndex, double[] counts) {
        int[] indexes = new int[counts.length];
        for (int i = 0; i < indexes.length; i++) {
            indexes[i] = Math.addExact(firstIndex, i);
        }
        return new HistogramBuckets(indexes, counts);
    }

    int size() {
        return indexes.length;
    }

    boolean isEmpty() {
        return indexes.length == 0;
    }

    int index(int position) {
        return indexes[position];
    }

    double count(int position) {
        return counts[position];
    }

    /// The indexes, not to be written to.
    int[] indexes() {
        return indexes;
    }

    /// The counts, not to be written to.
    double[] counts() {
        return counts;
    }

    boolean hasLayoutOf(HistogramBuckets other) {
        return Arrays.equals(indexes, other.indexes);
    }

    /// Whether indexes and counts are the same to the bit.
    boolean isSame(HistogramBuckets other) {
        if (!hasLayoutOf(other)) {
            return false;
        }
        for (int i = 0; i < counts.length; i++) {
            if (Double.doubleToRawLongBits(counts[i])
                    != Double.doubleToRawLongBits(other.counts[i])) {
                return false;
            }
        }
        return true;
    }

    HistogramBuckets times(double factor) {
        double[] result = new double[counts.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = counts[i] * factor;
        }
        return new HistogramBuckets(indexes, result);
    }

    HistogramBuckets dividedBy(double divisor) {
        double[] result = new double[counts.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = counts[i] / divisor;
        }
        return new HistogramBuckets(indexes, result);
    }

    /// These counts plus those of other buckets times a sign.
    HistogramBuckets plus(HistogramBuckets other, double sign) {
        if (other.isEmpty()) {
            return this;
        }
        int[] union = union(indexes, other.indexes);
        double[] result = new double[union.length];
        int mine = 0;
        int theirs = 0;
        for (int i = 0; i < union.length; i++) {
            boolean has = mine < indexes.length && indexes[mine] == union[i];
            double count = has ? counts[mine++] : 0;
            if (theirs < other.indexes.length && other.indexes[theirs] == union[i]) {
                double added = sign * other.counts[theirs++];
                count = has ? count + added : added;
            }
            result[i] = count;
        }
        return new HistogramBuckets(union, result);
    }

    /// All indexes of both, ascending: the first array itself when it holds them all.
    static int[] union(int[] one, int[] other) {
        if (Arrays.equals(one, other)) {
            return one;
        }
        int[] union = new int[one.length + other.length];
        int length = 0;
        int i = 0;
        int j = 0;
        while (i < one.length || j < other.length) {
            if (j == other.length || (i < one.length && one[i] <= other[j])) {
                if (j < other.length && one[i] == other[j]) {
                    j++;
                }
                union[length++] = one[i++];
            } else {
                union[length++] = other[j++];
            }
        }
        return length == one.length ? one : Arrays.copyOf(union, length);
    }

    /// Buckets merged into wider ones.
    ///
    /// @param target the index a bucket gets; must not descend
    HistogramBuckets regrouped(IntUnaryOperator target) {
        int[] newIndexes = new int[indexes.length];
        double[] newCounts = new double[indexes.length];
        int length = 0;
        for (int i = 0; i < indexes.length; i++) {
            int index = target.applyAsInt(indexes[i]);
            if (length > 0 && newIndexes[length - 1] == index) {
                newCounts[length - 1] += counts[i];
            } else {
                newIndexes[length] = index;
                newCounts[length++] = counts[i];
            }
        }
        return new HistogramBuckets(
                Arrays.copyOf(newIndexes, length), Arrays.copyOf(newCounts, length));
    }

    /// Without the buckets before a position.
    HistogramBuckets from(int position) {
        return new HistogramBuckets(
                Arrays.copyOfRange(indexes, position, indexes.length),
                Arrays.copyOfRange(counts, position, counts.length));
    }

    /// The same layout with other counts.
    HistogramBuckets withCounts(double[] newCounts) {
        return new HistogramBuckets(indexes, newCounts);
    }

    /// Without empty buckets.
    HistogramBuckets compact() {
        int kept = 0;
        for (double count : counts) {
            if (count != 0) {
                kept++;
            }
        }
        if (kept == counts.length) {
            return this;
        }
        int[] newIndexes = new int[kept];
        double[] newCounts = new double[kept];
        int length = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 0) {
                newIndexes[length] = indexes[i];
                newCounts[length++] = counts[i];
            }
        }
        return new HistogramBuckets(newIndexes, newCounts);
    }

    /// Whether a bucket holds less than it did before.
    boolean isBelow(HistogramBuckets before) {
        int mine = 0;
        for (int i = 0; i < before.indexes.length; i++) {
            while (mine < indexes.length && indexes[mine] < before.indexes[i]) {
                mine++;
            }
            boolean has = mine < indexes.length && indexes[mine] == before.indexes[i];
            if (has ? counts[mine] < before.counts[i] : before.counts[i] != 0) {
                return true;
            }
        }
        return false;
    }
}
