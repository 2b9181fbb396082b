package dev.trine.benchmarks.load;

import dev.trine.model.Clock;

/// The machine's time.
public final class SystemClock implements Clock {
    @Override
    public long unixNanos() {
        return System.currentTimeMillis() * 1_000_000;
    }

    @Override
    public long monotonicNanos() {
        return System.nanoTime();
    }
}
