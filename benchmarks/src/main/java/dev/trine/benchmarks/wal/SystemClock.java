package dev.trine.benchmarks.wal;

import dev.trine.model.Clock;

/// The machine's time.
final class SystemClock implements Clock {
    @Override
    public long unixNanos() {
        return System.currentTimeMillis() * 1_000_000;
    }

    @Override
    public long monotonicNanos() {
        return System.nanoTime();
    }
}
