package dev.trine.query.series;

import java.util.Arrays;

/// Indexes of buckets as Prometheus sends them: runs of neighbours.
public final class BucketSpans {
    private BucketSpans() {}

    /// An offset and a length for each run. The first offset is an index; others count the buckets
    /// left out since the run before.
    ///
    /// @param indexes ascending
    public static int[] of(int[] indexes) {
        int[] spans = new int[2 * indexes.length];
        int size = 0;
        for (int i = 0; i < indexes.length; i++) {
            if (i > 0 && indexes[i] == indexes[i - 1] + 1) {
                spans[size - 1]++;
            } else {
                spans[size++] = i == 0 ? indexes[0] : indexes[i] - indexes[i - 1] - 1;
                spans[size++] = 1;
            }
        }
        return Arrays.copyOf(spans, size);
    }
}
