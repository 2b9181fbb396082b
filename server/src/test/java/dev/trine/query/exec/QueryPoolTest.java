package dev.trine.query.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trine.model.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Who gets a thread and who may wait for one.
class QueryPoolTest {
    private static final Clock CLOCK =
            new Clock() {
                @Override
                public long unixNanos() {
                    return System.currentTimeMillis() * 1_000_000;
                }

                @Override
                public long monotonicNanos() {
                    return System.nanoTime();
                }
            };

    /// One that waits and is given up makes room at once, not when a thread comes to it.
    @Test
    void aWaitingQueryThatIsGivenUpLeavesItsPlace() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        QueryLimits limits = new QueryLimits(1, 2, 30_000, 1 << 20);
        try (QueryPool pool = new QueryPool(CLOCK, limits)) {
            FutureTask<String> busy =
                    new FutureTask<>(() -> pool.run(_ -> await(running, release)));
            Thread.ofPlatform().start(busy);
            assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
            for (int round = 0; round < 3 * limits.waiting(); round++) {
                FutureTask<String> waits = new FutureTask<>(() -> pool.run(_ -> "late"));
                Thread waiter = Thread.ofPlatform().start(waits);
                waiter.interrupt();
                assertThatThrownBy(() -> waits.get(20, TimeUnit.SECONDS))
                        .hasCauseInstanceOf(InterruptedException.class);
            }
            release.countDown();
            assertThat(busy.get(20, TimeUnit.SECONDS)).isEqualTo("released");
            String answer = pool.run(_ -> "answer");
            assertThat(answer).isEqualTo("answer");
        }
    }

    private static String await(CountDownLatch running, CountDownLatch release) {
        running.countDown();
        try {
            return release.await(20, TimeUnit.SECONDS) ? "released" : "forgotten";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
