package dev.trine.storage.seal;

import java.util.Arrays;

/// Orders rows by columns of keys without moving the rows: the result says which row comes where.
/// Stable, so rows with equal keys keep the order of their arrival.
final class RowSort {
    private static final int INSERTION = 12;

    private RowSort() {}

    /// Row numbers by bucket, and within a bucket by time.
    ///
    /// @param bucket of each row, `[0, buckets)`
    static int[] byBucketAndTime(int[] bucket, int buckets, long[] nanos) {
        int[] starts = new int[buckets + 1];
        for (int of : bucket) {
            starts[of + 1]++;
        }
        for (int i = 0; i < buckets; i++) {
            starts[i + 1] += starts[i];
        }
        int[] next = Arrays.copyOf(starts, buckets);
        int[] order = new int[bucket.length];
        for (int row = 0; row < bucket.length; row++) {
            order[next[bucket[row]]++] = row;
        }
        int[] scratch = new int[bucket.length];
        for (int i = 0; i < buckets; i++) {
            if (!isSorted(order, starts[i], starts[i + 1], nanos)) {
                long[][] keys = {nanos};
                sort(order, scratch, starts[i], starts[i + 1], keys);
            }
        }
        return order;
    }

    /// Row numbers by the first key, then the second, and so on; keys compare signed.
    static int[] byKeys(int rows, long[]... keys) {
        int[] order = new int[rows];
        for (int i = 0; i < rows; i++) {
            order[i] = i;
        }
        sort(order, new int[rows], 0, rows, keys);
        return order;
    }

    private static boolean isSorted(int[] order, int from, int to, long[] keys) {
        for (int i = from + 1; i < to; i++) {
            if (keys[order[i]] < keys[order[i - 1]]) {
                return false;
            }
        }
        return true;
    }

    private static void sort(int[] order, int[] scratch, int from, int to, long[][] keys) {
        if (to - from <= INSERTION) {
            insert(order, from, to, keys);
            return;
        }
        int middle = (from + to) >>> 1;
        sort(order, scratch, from, middle, keys);
        sort(order, scratch, middle, to, keys);
        if (compare(keys, order[middle - 1], order[middle]) <= 0) {
            return;
        }
        System.arraycopy(order, from, scratch, from, middle - from);
        int left = from;
        int right = middle;
        int at = from;
        while (left < middle && right < to) {
            order[at++] =
                    compare(keys, scratch[left], order[right]) <= 0
                            ? scratch[left++]
                            : order[right++];
        }
        System.arraycopy(scratch, left, order, at, middle - left);
    }

    private static void insert(int[] order, int from, int to, long[][] keys) {
        for (int i = from + 1; i < to; i++) {
            int row = order[i];
            int at = i;
            while (at > from && compare(keys, order[at - 1], row) > 0) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = row;
        }
    }

    private static int compare(long[][] keys, int one, int other) {
        for (long[] key : keys) {
            int result = Long.compare(key[one], key[other]);
            if (result != 0) {
                return result;
            }
        }
        return 0;
    }
}
