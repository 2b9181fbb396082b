package dev.trine;

import dev.trine.model.Clock;
import java.time.Instant;

/// The machine's clock.
final class SystemClock implements Clock {
    @Override
    public long unixNanos() {
        Instant now = Instant.now();
        return Math.addExact(
                Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
    }

    @Override
    public long monotonicNanos() {
        return System.nanoTime();
    }
}
