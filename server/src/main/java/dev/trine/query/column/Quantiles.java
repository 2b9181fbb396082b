package dev.trine.query.column;

import java.util.Arrays;

/// Quantiles of non-negative numbers: exact up to 512 of them, from then on out of buckets whose
/// middle is within 0.8 % of every number in them. At most 32 KiB. Not safe for use by several
/// threads.
///
/// A bucket is one of 64 equal parts between a power of two and the next, so finding it takes a few
/// bit operations; numbers below 64 have a bucket each.
public final class Quantiles {
    private static final int EXACT = 512;
    private static final int PARTS_BITS = 6;
    private static final int PARTS = 1 << PARTS_BITS;

    private long[] exact = new long[8];
    private long[] buckets = {};
    private int firstBucket;
    private long count;

    /// @param value negative ones count as 0
    public void add(long value) {
        long clean = Math.max(0, value);
        if (count < EXACT) {
            if (count == exact.length) {
                exact = Arrays.copyOf(exact, exact.length * 2);
            }
            exact[(int) count] = clean;
        } else {
            if (count == EXACT) {
                spill();
            }
            count(bucket(clean));
        }
        count++;
    }

    /// How many numbers were added.
    public long count() {
        return count;
    }

    /// The smallest number that at least `quantile` of all are not above (nearest rank); 0 when
    /// there are none.
    ///
    /// @param quantile 0..1
    public long value(double quantile) {
        if (count == 0) {
            return 0;
        }
        long rank = Math.max(1, (long) Math.ceil(quantile * count));
        if (count <= EXACT) {
            Arrays.sort(exact, 0, (int) count);
            return exact[(int) rank - 1];
        }
        long below = 0;
        for (int i = 0; i < buckets.length; i++) {
            below += buckets[i];
            if (below >= rank) {
                return middle(firstBucket + i);
            }
        }
        throw new IllegalStateException("rank: " + rank + " (expected: <= " + below + ")");
    }

    private void spill() {
        for (int i = 0; i < EXACT; i++) {
            count(bucket(exact[i]));
        }
        exact = new long[0];
    }

    private void count(int bucket) {
        if (buckets.length == 0) {
            firstBucket = bucket;
            buckets = new long[1];
        } else if (bucket < firstBucket) {
            long[] wider = new long[buckets.length + firstBucket - bucket];
            System.arraycopy(buckets, 0, wider, firstBucket - bucket, buckets.length);
            buckets = wider;
            firstBucket = bucket;
        } else if (bucket >= firstBucket + buckets.length) {
            buckets = Arrays.copyOf(buckets, bucket - firstBucket + 1);
        }
        buckets[bucket - firstBucket]++;
    }

    private static int bucket(long value) {
        if (value < PARTS) {
            return (int) value;
        }
        int power = 63 - Long.numberOfLeadingZeros(value);
        int part = (int) (value >>> (power - PARTS_BITS)) & (PARTS - 1);
        return (power - PARTS_BITS + 1) * PARTS + part;
    }

    private static long middle(int bucket) {
        if (bucket < PARTS) {
            return bucket;
        }
        int shift = bucket / PARTS - 1;
        long low = (long) (PARTS + bucket % PARTS) << shift;
        return low + ((1L << shift) >>> 1);
    }
}
