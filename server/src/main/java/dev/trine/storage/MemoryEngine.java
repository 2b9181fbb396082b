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

/// Everything in memory, nothing on disk: heads are closed early, and the oldest of them dropped when
/// there are too many bytes or their rows are too old.
final class MemoryEngine implements Engine {
    /// A head is closed at this share of the bound, so that dropping one drops little.
    private static final int HEADS = 16;

    private record Waiting(SignalStore<? extends Batch> store, Head<? extends Batch> head) {}

    private final SignalStores stores;
    private final Clock clock;
    private final long maxBytes;
    private final StorageOptions options;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private long position;
    private boolean closed;

    /// @param heapBytes of the process: half of it at most is used, a quarter when nothing is asked for
    MemoryEngine(StorageOptions options, Clock clock, MetricRegistry registry, long heapBytes) {
        this.stores = SignalStores.create(new DamageLog(registry), clock);
        this.clock = clock;
        this.maxBytes = Math.min(options.retentionBytes().orElse(heapBytes / 4), heapBytes / 2);
        this.options = options;
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
            dropAboveSize(stores.all(), maxBytes);
        }
    }

    @Override
    public synchronized void maintain() {
        for (SignalStore<? extends Batch> store : stores.all()) {
            options.retentionTime().ifPresent(age -> dropOlderThan(store, age));
            RetentionLimits own = options.retentionOf(store.signal());
            own.time().ifPresent(age -> dropOlderThan(store, age));
            own.rows().ifPresent(rows -> dropAboveRows(List.of(store), rows));
            own.bytes().ifPresent(bytes -> dropAboveSize(List.of(store), bytes));
        }
        options.retention().rows().ifPresent(rows -> dropAboveRows(stores.all(), rows));
        dropAboveSize(stores.all(), maxBytes);
    }

    @Override
    public boolean compact() {
        return false;
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

    private void dropOlderThan(SignalStore<? extends Batch> store, Duration age) {
        long nanos = age.toNanos();
        store.rotateIfOlder(nanos / HEADS);
        long bound = clock.unixNanos() - nanos;
        for (Head<? extends Batch> head : store.view().waiting()) {
            if (head.maxNanos() < bound) {
                store.evicted(head);
            }
        }
    }

    private static void dropAboveSize(List<SignalStore<? extends Batch>> of, long boundBytes) {
        long bytes = of.stream().mapToLong(SignalStore::headBytes).sum();
        for (Waiting waiting : oldestFirst(of)) {
            if (bytes <= boundBytes) {
                return;
            }
            bytes -= waiting.head.heapBytes();
            waiting.store.evicted(waiting.head);
        }
    }

    /// Whole heads go; one is closed before when it alone holds a share of the bound.
    private static void dropAboveRows(List<SignalStore<? extends Batch>> of, long boundRows) {
        long rows = 0;
        for (SignalStore<? extends Batch> store : of) {
            if (store.view().active().rows() > boundRows / HEADS) {
                store.rotate();
            }
            rows += store.stats().rows();
        }
        for (Waiting waiting : oldestFirst(of)) {
            if (rows <= boundRows) {
                return;
            }
            rows -= waiting.head.rows();
            waiting.store.evicted(waiting.head);
        }
    }

    private static List<Waiting> oldestFirst(List<SignalStore<? extends Batch>> of) {
        List<Waiting> waiting = new ArrayList<>();
        for (SignalStore<? extends Batch> store : of) {
            store.view().waiting().forEach(head -> waiting.add(new Waiting(store, head)));
        }
        waiting.sort(Comparator.comparingLong(w -> w.head.lastPosition()));
        return waiting;
    }
}
