package dev.trine.self;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.DoubleAdder;

/// Counts of values by bucket. Safe for use by many threads; a reader may see a sum that is a few
/// values ahead of the counts.
public final class Histogram {
    private final double[] bounds;
    private final AtomicLongArray counts;
    private final DoubleAdder sum = new DoubleAdder();

    Histogram(double[] bounds) {
        this.bounds = bounds.clone();
        this.counts = new AtomicLongArray(bounds.length + 1);
    }

    public void record(double value) {
        int bucket = 0;
        while (bucket < bounds.length && value > bounds[bucket]) {
            bucket++;
        }
        counts.incrementAndGet(bucket);
        sum.add(value);
    }

    /// Upper bounds of the buckets, rising; the last bucket has none and is not listed.
    double[] bounds() {
        return bounds.clone();
    }

    long count(int bucket) {
        return counts.get(bucket);
    }

    double sum() {
        return sum.sum();
    }
}
