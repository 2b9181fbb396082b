package dev.trine.storage;

import dev.trine.model.Batch;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Everyone who follows one signal. A slow follower loses batches; it never slows an append.
///
/// What waits is bounded in number and in bytes: it is memory that nobody else accounts for, and a
/// batch can be large.
final class Tails<B extends Batch> {
    /// Heap of the batches that wait for one follower; a single larger one waits alone.
    static final long WAITING_BYTES = 2 << 20;

    private final List<QueueTail> tails = new CopyOnWriteArrayList<>();

    void publish(B batch) {
        for (QueueTail tail : tails) {
            if (!tail.offer(batch)) {
                tail.dropped.addAndGet(batch.rows());
            }
        }
    }

    Tail<B> follow(int capacity) {
        QueueTail tail = new QueueTail(capacity);
        tails.add(tail);
        return tail;
    }

    private final class QueueTail implements Tail<B> {
        /// Upper bound of one wait, so that a closed tail is noticed.
        private static final long STEP_MS = 250;

        private final ArrayBlockingQueue<B> queue;
        private final AtomicLong dropped = new AtomicLong();

        /// Of the batches in the queue; counted before a batch is in it and after it is out.
        private final AtomicLong waitingBytes = new AtomicLong();

        private volatile boolean closed;

        QueueTail(int capacity) {
            queue = new ArrayBlockingQueue<>(capacity);
        }

        /// Called by one thread at a time: commits exclude each other.
        boolean offer(B batch) {
            long bytes = batch.heapBytes();
            long before = waitingBytes.getAndAdd(bytes);
            if ((queue.isEmpty() || before + bytes <= WAITING_BYTES) && queue.offer(batch)) {
                return true;
            }
            waitingBytes.addAndGet(-bytes);
            return false;
        }

        @Override
        public Optional<B> next(long timeoutMs) throws InterruptedException {
            long leftMs = timeoutMs;
            B batch = queue.poll();
            while (batch == null && leftMs > 0 && !closed) {
                batch = queue.poll(Math.min(leftMs, STEP_MS), TimeUnit.MILLISECONDS);
                leftMs -= STEP_MS;
            }
            if (batch != null) {
                waitingBytes.addAndGet(-batch.heapBytes());
            }
            return Optional.ofNullable(batch);
        }

        @Override
        public long takeDropped() {
            return dropped.getAndSet(0);
        }

        @Override
        public void close() {
            closed = true;
            tails.remove(this);
        }
    }
}
