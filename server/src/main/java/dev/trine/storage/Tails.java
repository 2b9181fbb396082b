package dev.trine.storage;

import dev.trine.model.Batch;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Everyone who follows one signal. A slow follower loses batches; it never slows an append.
final class Tails<B extends Batch> {
    private final List<QueueTail> tails = new CopyOnWriteArrayList<>();

    void publish(B batch) {
        for (QueueTail tail : tails) {
            if (!tail.queue.offer(batch)) {
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
        private volatile boolean closed;

        QueueTail(int capacity) {
            queue = new ArrayBlockingQueue<>(capacity);
        }

        @Override
        public Optional<B> next(long timeoutMs) throws InterruptedException {
            long leftMs = timeoutMs;
            B batch = queue.poll();
            while (batch == null && leftMs > 0 && !closed) {
                batch = queue.poll(Math.min(leftMs, STEP_MS), TimeUnit.MILLISECONDS);
                leftMs -= STEP_MS;
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
