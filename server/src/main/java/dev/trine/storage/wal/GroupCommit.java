package dev.trine.storage.wal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings appends together: one thread writes and syncs everything that waits, and as soon as the sync
/// returns, everything that has come meanwhile. There is no timer: alone, an append waits for its own
/// sync only; among many, it shares one.
///
/// What is durable goes to the listener in log order. When more is waiting to be written, a second
/// thread does that, so that the disk is not idle meanwhile.
final class GroupCommit {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    /// Bounds how long the first frame of a group waits for the last to be written.
    private static final long MAX_GROUP_BYTES = 16 << 20;

    /// Groups that may wait for the listener before writing waits too.
    private static final int MAX_DURABLE_GROUPS = 4;

    private record Group(List<PendingFrame> frames) {}

    private final LogWriter writer;
    private final FrameBuffers buffers;
    private final CommitListener listener;
    private final WalMetrics metrics;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();

    /// Frames to be written, guarded by `lock`.
    private final Deque<PendingFrame> waiting = new ArrayDeque<>();

    /// Why nothing more is taken, guarded by `lock`.
    private @Nullable String closed;

    private final BlockingQueue<Group> durable = new ArrayBlockingQueue<>(MAX_DURABLE_GROUPS);

    /// Groups that the second thread has yet to finish; only the first adds to it.
    private final AtomicInteger handedOver = new AtomicInteger();

    private final Thread writing = new Thread(this::writeAll, "trine-wal-write");
    private final Thread committing = new Thread(this::commitAll, "trine-wal-commit");

    GroupCommit(
            LogWriter writer, FrameBuffers buffers, CommitListener listener, WalMetrics metrics) {
        this.writer = writer;
        this.buffers = buffers;
        this.listener = listener;
        this.metrics = metrics;
        writing.setDaemon(true);
        committing.setDaemon(true);
    }

    void start() {
        writing.start();
        committing.start();
    }

    /// Takes a frame in; it is answered later, and its buffer given back then.
    ///
    /// @throws LogUnavailableException when the log is closed; the buffer is still the caller's
    void submit(PendingFrame frame) throws LogUnavailableException {
        lock.lock();
        try {
            String why = closed;
            if (why != null) {
                throw new LogUnavailableException(why, 5);
            }
            waiting.addLast(frame);
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Refuses new frames, answers those that wait, syncs, and closes the segment.
    void close() {
        refuse("the log is closed");
        boolean interrupted = false;
        while (writing.isAlive() || committing.isAlive()) {
            try {
                writing.join();
                committing.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void refuse(String why) {
        lock.lock();
        try {
            if (closed == null) {
                closed = why;
            }
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    private void writeAll() {
        try {
            long idleNanos = writer.syncWhenDue();
            for (List<PendingFrame> group = next(idleNanos);
                    group != null;
                    group = next(idleNanos)) {
                write(group);
                idleNanos = writer.syncWhenDue();
            }
        } catch (InterruptedException e) {
            LOG.error("The log's thread was interrupted; nothing more can be stored", e);
        } finally {
            refuse("the log has failed");
            failWaiting();
            try {
                writer.close();
            } finally {
                finish();
            }
        }
    }

    /// Everything that waits, up to the bound; empty after a while without anything, null at the end.
    private @Nullable List<PendingFrame> next(long idleNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = idleNanos;
            while (waiting.isEmpty() && nanos > 0) {
                if (closed != null) {
                    return null;
                }
                nanos = arrived.awaitNanos(nanos);
            }
            List<PendingFrame> group = new ArrayList<>(waiting.size());
            long bytes = 0;
            while (!waiting.isEmpty() && bytes < MAX_GROUP_BYTES) {
                PendingFrame frame = waiting.removeFirst();
                bytes += frame.frameBytes();
                group.add(frame);
            }
            return group;
        } finally {
            lock.unlock();
        }
    }

    private void write(List<PendingFrame> frames) throws InterruptedException {
        int done = 0;
        while (done < frames.size()) {
            try {
                int end = writer.write(frames, done);
                durable(frames.subList(done, end));
                done = end;
            } catch (LogUnavailableException e) {
                for (PendingFrame frame : frames.subList(done, frames.size())) {
                    fail(frame, e);
                }
                return;
            } catch (Throwable e) {
                LogUnavailableException why =
                        new LogUnavailableException("the log has failed: " + e, 5, e);
                for (PendingFrame frame : frames.subList(done, frames.size())) {
                    fail(frame, why);
                }
                throw e;
            }
        }
    }

    /// Passes a durable group on, in order.
    private void durable(List<PendingFrame> frames) throws InterruptedException {
        if (handedOver.get() == 0 && nothingWaits()) {
            commit(frames);
        } else {
            handedOver.incrementAndGet();
            durable.put(new Group(frames));
        }
    }

    private boolean nothingWaits() {
        lock.lock();
        try {
            return waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void commitAll() {
        try {
            for (Group group = durable.take(); !group.frames.isEmpty(); group = durable.take()) {
                commit(group.frames);
                handedOver.decrementAndGet();
            }
        } catch (InterruptedException e) {
            refuse("the log has failed");
            LOG.error("The log's second thread was interrupted", e);
        }
    }

    /// Tells the second thread that nothing more will come.
    private void finish() {
        boolean told = false;
        while (!told) {
            try {
                durable.put(new Group(List.of()));
                told = true;
            } catch (InterruptedException e) {
                LOG.warn("Interrupted while closing the log; going on", e);
            }
        }
    }

    private void commit(List<PendingFrame> frames) {
        for (PendingFrame frame : frames) {
            try {
                listener.committed(frame.batch(), frame.position());
            } catch (Throwable e) {
                LOG.error("A logged batch could not be taken over", e);
                fail(frame, new LogUnavailableException("the batch could not be taken over", 5, e));
                continue;
            }
            buffers.give(frame.bytes());
            frame.succeed();
        }
    }

    private void fail(PendingFrame frame, LogUnavailableException why) {
        metrics.refusedFrames.increment();
        buffers.give(frame.bytes());
        frame.fail(why);
    }

    private void failWaiting() {
        lock.lock();
        try {
            while (!waiting.isEmpty()) {
                fail(waiting.removeFirst(), new LogUnavailableException("the log is closed", 5));
            }
        } finally {
            lock.unlock();
        }
    }
}
