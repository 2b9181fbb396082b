package dev.trine.net;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The requests being answered. A thread of its own looks every [#LOOK_MS] whether the client of a
/// request that may be abandoned has gone, and interrupts the request's thread then; it sleeps while
/// there are none.
///
/// Reads (GET, HEAD) are abandoned, writes are not: what is half written is finished.
final class UnderWay {
    private static final long LOOK_MS = 40;

    private final int most;
    private final AtomicInteger count = new AtomicInteger();
    private final Set<Work> abandonable = ConcurrentHashMap.newKeySet();
    private final Thread watcher;
    private volatile boolean stopping;

    /// The watcher has found nothing to watch and is about to sleep or sleeps: it must be woken.
    private volatile boolean idle;

    /// One request.
    static final class Work {
        private final Thread thread;
        private final boolean mayBeAbandoned;
        private final @Nullable WatchedEndPoint endPoint;
        private boolean finished;
        private volatile boolean abandoned;

        private Work(Thread thread, boolean mayBeAbandoned, @Nullable WatchedEndPoint endPoint) {
            this.thread = thread;
            this.mayBeAbandoned = mayBeAbandoned;
            this.endPoint = endPoint;
        }

        /// Whether nobody waits for the answer any more.
        boolean abandoned() {
            return abandoned;
        }

        /// The client has gone, or the server stops: interrupts the thread when it may be.
        synchronized void abandon() {
            if (mayBeAbandoned && !finished && !abandoned) {
                abandoned = true;
                thread.interrupt();
            }
        }

        private synchronized void finish() {
            finished = true;
        }
    }

    UnderWay(int most) {
        this.most = most;
        this.watcher = Thread.ofPlatform().daemon().name("http-clients").unstarted(this::watch);
    }

    void start() {
        watcher.start();
    }

    int count() {
        return count.get();
    }

    /// Counts a request in; every true is followed by one [#leave].
    ///
    /// @return false when there are too many
    boolean enter() {
        if (count.incrementAndGet() > most || stopping) {
            count.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        count.decrementAndGet();
    }

    boolean stopping() {
        return stopping;
    }

    /// The calling thread begins to answer.
    ///
    /// @param endPoint the connection, when its end has to be looked for
    Work begin(boolean mayBeAbandoned, @Nullable WatchedEndPoint endPoint) {
        Work work = new Work(Thread.currentThread(), mayBeAbandoned, endPoint);
        if (mayBeAbandoned) {
            if (endPoint != null) {
                endPoint.watch(true);
            }
            abandonable.add(work);
            if (idle) {
                LockSupport.unpark(watcher);
            }
        }
        return work;
    }

    /// The calling thread has done what can be abandoned.
    void end(Work work) {
        if (work.mayBeAbandoned) {
            abandonable.remove(work);
            if (work.endPoint != null) {
                work.endPoint.watch(false);
            }
        }
        work.finish();
    }

    /// Refuses new requests, abandons reads, waits for writes.
    ///
    /// @return whether all have ended in time
    boolean stop(long timeoutMs) throws InterruptedException {
        stopping = true;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        while (count.get() > 0 && System.nanoTime() < deadline) {
            abandonable.forEach(Work::abandon);
            TimeUnit.MILLISECONDS.sleep(10);
        }
        watcher.interrupt();
        return count.get() == 0;
    }

    private void watch() {
        while (!stopping) {
            idle = true;
            if (abandonable.isEmpty()) {
                LockSupport.park(this);
            }
            idle = false;
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            } catch (InterruptedException stopped) {
                return;
            }
            for (Work work : abandonable) {
                if (work.endPoint != null && work.endPoint.clientHasGone()) {
                    work.abandon();
                }
            }
        }
    }
}
