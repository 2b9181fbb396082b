package dev.trine.ingest;

import java.util.concurrent.atomic.AtomicInteger;

/// One metric name in use.
final class MetricUse {
    final String name;

    /// Of the name; stands for it in the hash of a series.
    final long hash;

    /// Series of it in use.
    final AtomicInteger series = new AtomicInteger();

    /// On the monotonic clock. Written by all who send the metric; any of them will do.
    volatile long lastSeenNanos;

    MetricUse(String name, long hash, long nowNanos) {
        this.name = name;
        this.hash = hash;
        this.lastSeenNanos = nowNanos;
    }

    /// Not written when it would hardly change: every sender of the metric reads this line of memory.
    void seen(long nowNanos) {
        if (nowNanos - lastSeenNanos > 1_000_000_000L) {
            lastSeenNanos = nowNanos;
        }
    }
}
