package dev.trine.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/// A request that sleeps until it is interrupted, and how soon that is after its client has gone. The
/// promise is 100 ms; the best of several tries is judged, for a busy machine may hold up any of them.
final class Interruptions {
    private static final int TRIES = 5;
    private static final long PATIENCE_SECONDS = 20;

    private final Semaphore sleeping = new Semaphore(0);
    private final SynchronousQueue<Long> interruptedAt = new SynchronousQueue<>();

    /// What the request does.
    void sleep() throws InterruptedException {
        sleeping.release();
        try {
            TimeUnit.SECONDS.sleep(PATIENCE_SECONDS);
        } catch (InterruptedException left) {
            long now = System.nanoTime();
            interruptedAt.offer(now, PATIENCE_SECONDS, TimeUnit.SECONDS);
            throw left;
        }
    }

    /// Waits until the request is there.
    void awaitSleep() throws InterruptedException {
        assertThat(sleeping.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /// @param visit sends the request, leaves, and says when it left: `System.nanoTime()`
    void assertInterruptedWithin100Ms(Callable<Long> visit) throws Exception {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < TRIES && best > TimeUnit.MILLISECONDS.toNanos(100); i++) {
            long left = visit.call();
            Long interrupted = interruptedAt.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(interrupted).as("interrupted at all").isNotNull();
            best = Math.min(best, interrupted - left);
        }
        assertThat(best).isLessThan(TimeUnit.MILLISECONDS.toNanos(100));
    }
}
