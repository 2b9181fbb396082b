package dev.trine.storage;

import dev.trine.model.Clock;
import dev.trine.storage.compact.Pace;
import java.io.InterruptedIOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Lets a merge read so many bytes a second at most, and work no more than half of the time. Its
/// threads are few, and so is what they leave to those that take and answer.
final class MergePace implements Pace {
    private static final long BYTES_PER_SECOND = 32 << 20;
    private static final long LONGEST_PAUSE_NANOS = 1_000_000_000;

    private final Clock clock;
    private final BooleanSupplier stopped;
    private long lastNanos;

    MergePace(Clock clock, BooleanSupplier stopped) {
        this.clock = clock;
        this.stopped = stopped;
    }

    @Override
    public void done(long bytes) throws InterruptedIOException {
        long worked = Math.max(0, clock.monotonicNanos() - lastNanos);
        long due = Math.max(bytes * 1_000_000_000 / BYTES_PER_SECOND - worked, worked);
        if (lastNanos != 0) {
            LockSupport.parkNanos(this, Math.min(due, LONGEST_PAUSE_NANOS));
        }
        lastNanos = clock.monotonicNanos();
        if (stopped.getAsBoolean()) {
            throw new InterruptedIOException("the merge was abandoned");
        }
    }
}
