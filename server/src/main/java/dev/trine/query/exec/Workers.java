package dev.trine.query.exec;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Helps queries to use more than one core: a loop over independent items is shared between the
/// thread that asks and those helpers that are idle at that moment. All queries share the helpers;
/// when none is free the asking thread does the work alone, so that a query never waits for
/// another one. Safe for use by many threads.
public final class Workers implements AutoCloseable {
    /// Loops shorter than this are not worth a handover.
    private static final int MIN_SHARED_ITEMS = 16;

    /// Items taken at a time: few, since items differ in size.
    private static final int CHUNK = 4;

    private final int helpers;
    private final ThreadPoolExecutor threads;

    /// @param helpers how many threads help at most; 0 = none
    public Workers(int helpers) {
        this.helpers = helpers;
        AtomicInteger number = new AtomicInteger();
        threads =
                new ThreadPoolExecutor(
                        0,
                        Math.max(1, helpers),
                        30,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        work -> YieldingThread.of("query-helper-" + number.incrementAndGet(), work),
                        new ThreadPoolExecutor.DiscardPolicy());
    }

    /// One helper less than there are cores.
    public static Workers of(Runtime runtime) {
        return new Workers(runtime.availableProcessors() - 1);
    }

    /// Runs a body for each index from 0 to before `count`, in no particular order, by several
    /// threads at once. The query is checked between items. When a body throws, no further items
    /// are begun and what it threw is thrown once all threads are out of it.
    public void forEach(int count, Query query, IntConsumer body) {
        run(new Loop(count, CHUNK, query, body), count < MIN_SHARED_ITEMS ? 0 : count / CHUNK);
    }

    /// Likewise, for few items each of which is much work.
    public void forEachLarge(int count, Query query, IntConsumer body) {
        run(new Loop(count, 1, query, body), count - 1);
    }

    private void run(Loop loop, int mostHelpers) {
        int wanted = Math.min(helpers, mostHelpers);
        for (int i = 0; i < wanted; i++) {
            threads.execute(loop::help);
        }
        loop.run();
        loop.awaitHelpers();
    }

    /// Ends the helpers.
    @Override
    public void close() {
        threads.shutdownNow();
    }

    /// One loop and the threads in it. A helper that comes when the asking thread is through does
    /// not enter any more.
    private static final class Loop {
        private final int count;
        private final int chunk;
        private final Query query;
        private final IntConsumer body;
        private final AtomicInteger next = new AtomicInteger();

        /// Helpers inside, plus one until the asking thread is through. Never rises from 0.
        private final AtomicInteger inside = new AtomicInteger(1);

        private final CountDownLatch empty = new CountDownLatch(1);
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        Loop(int count, int chunk, Query query, IntConsumer body) {
            this.count = count;
            this.chunk = chunk;
            this.query = query;
            this.body = body;
        }

        void help() {
            int before = inside.get();
            while (before > 0 && !inside.compareAndSet(before, before + 1)) {
                before = inside.get();
            }
            if (before > 0) {
                run();
                leave();
            }
        }

        void run() {
            try {
                int from = next.getAndAdd(chunk);
                while (from < count && failure.get() == null) {
                    int to = Math.min(count, from + chunk);
                    for (int i = from; i < to; i++) {
                        query.check();
                        body.accept(i);
                    }
                    from = next.getAndAdd(chunk);
                }
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            }
        }

        private void leave() {
            if (inside.decrementAndGet() == 0) {
                empty.countDown();
            }
        }

        /// Waits even when interrupted, for nobody may be in the body when the loop is over; the helpers
        /// are told to give up then.
        void awaitHelpers() {
            leave();
            boolean interrupted = false;
            while (true) {
                try {
                    empty.await();
                    break;
                } catch (InterruptedException _) {
                    interrupted = true;
                    query.giveUp();
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            switch (failure.get()) {
                case null -> {}
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case Throwable e -> throw new IllegalStateException(e);
            }
        }
    }
}
