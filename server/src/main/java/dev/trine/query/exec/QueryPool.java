package dev.trine.query.exec;

import dev.trine.model.Clock;
import dev.trine.storage.ScanInterruptedException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// Runs queries on a few threads of the operating system, which shares the cores fairly between
/// them and everything else: a query on a virtual thread would keep a carrier from the requests
/// that bring data in until it is done. Safe for use by many threads.
public final class QueryPool implements AutoCloseable {
    private final Clock clock;
    private final QueryLimits limits;
    private final ThreadPoolExecutor threads;

    public QueryPool(Clock clock, QueryLimits limits) {
        this.clock = clock;
        this.limits = limits;
        AtomicInteger number = new AtomicInteger();
        threads =
                new ThreadPoolExecutor(
                        limits.threads(),
                        limits.threads(),
                        30,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(limits.waiting()),
                        work -> YieldingThread.of("query-" + number.incrementAndGet(), work));
        threads.allowCoreThreadTimeOut(true);
    }

    /// Runs a query and waits for its answer, at most for the time one query may take. The query is
    /// interrupted when that is over or when the caller is interrupted.
    ///
    /// @throws QueryException when it was given up
    /// @throws InterruptedException when the caller was interrupted
    public <T> T run(Function<Query, T> work) throws InterruptedException {
        return run(limits.timeoutMs(), work);
    }

    /// The same for a client that wants to wait less.
    ///
    /// @param timeoutMs no more than what one query may take counts
    public <T> T run(long timeoutMs, Function<Query, T> work) throws InterruptedException {
        long givenMs = Math.clamp(timeoutMs, 0, limits.timeoutMs());
        Query query = new Query(clock, givenMs, limits.budgetBytes());
        Future<T> answer = submit(work, query);
        try {
            return answer.get(givenMs, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new QueryException.TooSlow(givenMs);
        } catch (ExecutionException e) {
            throw failure(e, givenMs);
        } finally {
            // One that still waits for a thread gives its place to another.
            if (answer.cancel(true) && answer instanceof Runnable waiting) {
                threads.remove(waiting);
            }
        }
    }

    private <T> Future<T> submit(Function<Query, T> work, Query query) {
        try {
            return threads.submit(() -> {
                try (query) {
                    return work.apply(query);
                }
            });
        } catch (RejectedExecutionException e) {
            throw new QueryException.TooMany(limits.waiting());
        }
    }

    private static RuntimeException failure(ExecutionException e, long timeoutMs) {
        return switch (e.getCause()) {
            case ScanInterruptedException _ -> new QueryException.TooSlow(timeoutMs);
            case RuntimeException failure -> failure;
            case Error error -> throw error;
            case null, default -> new IllegalStateException(e);
        };
    }

    /// Stops all queries.
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
