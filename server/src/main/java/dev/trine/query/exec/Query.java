package dev.trine.query.exec;

import dev.trine.model.Clock;
import dev.trine.storage.ScanInterruptedException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;

/// One query under way: its deadline and its memory budget. Used by the threads that run it; when
/// one of them is interrupted all give up.
public final class Query implements AutoCloseable {
    private final Clock clock;
    private final long timeoutMs;
    private final long deadlineNanos;
    private final long budgetBytes;
    private final AtomicLong usedBytes = new AtomicLong();
    private final Deque<Runnable> endings = new ConcurrentLinkedDeque<>();
    private volatile boolean interrupted;

    /// @param timeoutMs from now
    /// @param budgetBytes what may be charged in all
    public Query(Clock clock, long timeoutMs, long budgetBytes) {
        this.clock = clock;
        this.timeoutMs = timeoutMs;
        this.deadlineNanos = clock.monotonicNanos() + timeoutMs * 1_000_000;
        this.budgetBytes = budgetBytes;
    }

    /// To be called once a batch, or every few thousand rows.
    ///
    /// @throws QueryException.TooSlow when the deadline has passed
    /// @throws ScanInterruptedException when nobody waits for the answer any more
    public void check() {
        if (clock.monotonicNanos() - deadlineNanos > 0) {
            throw new QueryException.TooSlow(timeoutMs);
        }
        if (interrupted || Thread.currentThread().isInterrupted()) {
            interrupted = true;
            throw new ScanInterruptedException();
        }
    }

    /// Makes every thread of the query give up at its next check.
    void giveUp() {
        interrupted = true;
    }

    /// Charges memory about to be held until the query ends or [#release(long)].
    ///
    /// @throws QueryException.TooLarge when that is over the budget
    public void charge(long bytes) {
        if (usedBytes.addAndGet(bytes) > budgetBytes) {
            throw new QueryException.TooLarge(budgetBytes);
        }
    }

    /// Gives back memory charged before.
    public void release(long bytes) {
        usedBytes.addAndGet(-bytes);
    }

    /// Has something done when the query is over: what it reads from stays readable until then.
    public void atEnd(Runnable ending) {
        endings.push(ending);
    }

    /// Ends the query, by the thread that ran it, after all others are out of it: does what was asked
    /// for, the latest first.
    @Override
    public void close() {
        for (Runnable ending = endings.poll(); ending != null; ending = endings.poll()) {
            ending.run();
        }
    }

    /// What may still be charged.
    public long freeBytes() {
        return budgetBytes - usedBytes.get();
    }
}
