package dev.trine.storage;

import dev.trine.model.Clock;
import java.util.concurrent.atomic.AtomicLong;

/// A clock that moves when told to.
final class ManualClock implements Clock {
    private final AtomicLong nanos = new AtomicLong(1_760_000_600_000_000_000L);

    void advance(long byNanos) {
        nanos.addAndGet(byNanos);
    }

    @Override
    public long unixNanos() {
        return nanos.get();
    }

    @Override
    public long monotonicNanos() {
        return nanos.get();
    }
}
