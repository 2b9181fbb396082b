package dev.trine.storage;

import dev.trine.model.Batch;
import dev.trine.model.Clock;
import dev.trine.model.TimeRange;
import dev.trine.self.MetricRegistry;
import dev.trine.storage.head.Head;
import dev.trine.storage.tombstone.Tombstone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Everything in memory, nothing on disk: heads are closed early, and the oldest of them dropped when
/// there are too many bytes or their rows are too old.
final class MemoryEngine implements Engine {
    /// A head is closed at this share of the bound, so that dropping one drops little.
    private static final int HEADS = 16;

    private record Waiting(SignalStore<? extends Batch> store, Head<? extends Batch> head) {}

    private final SignalStores stores;
    private final Clock clock;
    private final long maxBytes;
    private final Optional<Duration> retentionTime;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private long position;
    private boolean closed;

    /// @param heapBytes of the process: half of it at most is used, a quarter when nothing is asked for
    MemoryEngine(StorageOptions options, Clock clock, MetricRegistry registry, long heapBytes) {
        this.stores = SignalStores.create(new DamageLog(registry), clock);
        this.clock = clock;
        this.maxBytes = Math.min(options.retentionBytes().orElse(heapBytes / 4), heapBytes / 2);
        this.retentionTime = options.retentionTime();
    }

    @Override
    public SignalStores stores() {
        return stores;
    }

    @Override
    public synchronized void append(Batch batch) throws StorageUnavailableException {
        if (closed) {
            throw new StorageUnavailableException("Trine is shutting down", 1);
        }
        stores.commit(batch, ++position);
        SignalStore<? extends Batch> store = stores.of(batch.signal());
        if (store.view().active().heapBytes() > maxBytes / HEADS) {
            store.rotate();
            dropAboveSize();
        }
    }

    @Override
    public synchronized void maintain() {
        retentionTime.ifPresent(this::dropOlderThan);
        dropAboveSize();
    }

    @Override
    public void awaitWork(long timeoutMs) throws InterruptedException {
        // Nothing but time makes work here; only the end cuts the wait short.
        var _ = stopping.await(timeoutMs, TimeUnit.MILLISECONDS);
    }

    @Override
    public void flush() {}

    @Override
    public synchronized long deleteSeries(TimeRange range, SeriesChoice choice) {
        stores.metrics().rotate();
        Optional<Tombstone> tombstone = stores.metrics().tombstone(range, choice);
        if (tombstone.isEmpty()) {
            return 0;
        }
        List<Tombstone> all = new ArrayList<>(stores.metrics().needed());
        all.add(tombstone.get());
        stores.metrics().tombstones().replace(all);
        return tombstone.get().size();
    }

    /// Deleted rows go with their heads.
    @Override
    public void cleanDeleted() {}

    @Override
    public StorageStats stats() {
        return new StorageStats(stores.stats(), 0, stores.headBytes(), 0, 0);
    }

    @Override
    public void stopWork() {
        stopping.countDown();
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private void dropOlderThan(Duration age) {
        long nanos = age.toNanos();
        stores.all().forEach(store -> store.rotateIfOlder(nanos / HEADS));
        long bound = clock.unixNanos() - nanos;
        waiting()
                .filter(waiting -> waiting.head.maxNanos() < bound)
                .forEach(waiting -> waiting.store.evicted(waiting.head));
    }

    private void dropAboveSize() {
        List<Waiting> oldestFirst =
                waiting().sorted(Comparator.comparingLong(w -> w.head.lastPosition())).toList();
        long bytes = stores.headBytes();
        for (Waiting waiting : oldestFirst) {
            if (bytes <= maxBytes) {
                return;
            }
            bytes -= waiting.head.heapBytes();
            waiting.store.evicted(waiting.head);
        }
    }

    private Stream<Waiting> waiting() {
        return stores.all().stream()
                .flatMap(store ->
                        store.view().waiting().stream().map(head -> new Waiting(store, head)));
    }
}
