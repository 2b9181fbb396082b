package dev.trine.storage;

import dev.trine.model.Batch;
import dev.trine.model.LogBatch;
import dev.trine.model.MetricBatch;
import dev.trine.model.SpanBatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Batches held in memory, readable at once.
class MemoryBatches<B extends Batch> implements BatchStore<B> {
    private record Held<B extends Batch>(B batch, long minNanos, long maxNanos) {}

    private final List<Held<B>> held = new CopyOnWriteArrayList<>();
    private final List<QueueTail> tails = new CopyOnWriteArrayList<>();

    void add(B batch) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int row = 0; row < batch.rows(); row++) {
            long time = time(batch, row);
            min = Math.min(min, time);
            max = Math.max(max, time);
        }
        held.add(new Held<>(batch, min, max));
        for (QueueTail tail : tails) {
            if (!tail.queue.offer(batch)) {
                tail.dropped.addAndGet(batch.rows());
            }
        }
    }

    @Override
    public void scan(ScanRequest request, BatchVisitor<B> visitor) {
        List<Held<B>> snapshot = new ArrayList<>(held);
        snapshot.sort(Comparator.comparingLong((Held<B> h) -> h.maxNanos).reversed());
        for (Held<B> one : snapshot) {
            if (Thread.interrupted()) {
                throw new ScanInterruptedException();
            }
            if (request.range().overlaps(one.minNanos, one.maxNanos)
                    && !visitor.visit(one.batch, one.minNanos, one.maxNanos)) {
                return;
            }
        }
    }

    @Override
    public Tail<B> follow(int capacity) {
        QueueTail tail = new QueueTail(capacity);
        tails.add(tail);
        return tail;
    }

    StorageStats.SignalStats stats() {
        long rows = 0;
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (Held<B> one : held) {
            rows += one.batch.rows();
            min = Math.min(min, one.minNanos);
            max = Math.max(max, one.maxNanos);
        }
        boolean any = rows > 0;
        return new StorageStats.SignalStats(
                rows,
                0,
                0,
                0,
                0,
                0,
                any ? OptionalLong.of(min) : OptionalLong.empty(),
                any ? OptionalLong.of(max) : OptionalLong.empty());
    }

    private static long time(Batch batch, int row) {
        return switch (batch) {
            case SpanBatch spans -> spans.startNanos.get(row);
            case LogBatch logs -> logs.effectiveNanos(row);
            case MetricBatch metrics -> metrics.timeNanos.get(row);
        };
    }

    private final class QueueTail implements Tail<B> {
        private final ArrayBlockingQueue<B> queue;
        private final AtomicLong dropped = new AtomicLong();

        QueueTail(int capacity) {
            queue = new ArrayBlockingQueue<>(capacity);
        }

        @Override
        public Optional<B> next(long timeoutMs) throws InterruptedException {
            return Optional.ofNullable(queue.poll(timeoutMs, TimeUnit.MILLISECONDS));
        }

        @Override
        public long takeDropped() {
            return dropped.getAndSet(0);
        }

        @Override
        public void close() {
            tails.remove(this);
        }
    }
}
