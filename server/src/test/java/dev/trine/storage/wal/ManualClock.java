package dev.trine.storage.wal;

import dev.trine.model.Clock;

/// Time that moves when told to.
final class ManualClock implements Clock {
    private long nanos;

    void advanceMs(long ms) {
        nanos += ms * 1_000_000;
    }

    @Override
    public long unixNanos() {
        return nanos;
    }

    @Override
    public long monotonicNanos() {
        return nanos;
    }
}
