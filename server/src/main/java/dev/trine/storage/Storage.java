package dev.trine.storage;

import dev.trine.model.Batch;
import dev.trine.model.Clock;
import dev.trine.model.LogBatch;
import dev.trine.model.MetricBatch;
import dev.trine.model.TimeRange;
import dev.trine.self.MetricRegistry;
import dev.trine.storage.disk.Disk;
import dev.trine.storage.disk.DiskLock;
import dev.trine.storage.disk.FolderLockedException;
import dev.trine.storage.disk.RealDisk;
import dev.trine.storage.manifest.NewerManifestException;
import dev.trine.storage.part.NewerPartException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The storage engine: takes batches, keeps them as promised, gives them back. Safe for use by many
/// threads; owned and closed by the composition root.
///
/// A data folder holds `LOCK`, `manifest`, `parts/`, `wal/` and, when damage was found, `quarantine/`.
public final class Storage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Storage.class);
    private static final long ROUND_MS = 1_000;
    private static final long MERGE_ROUND_MS = 10_000;
    private static final long STOP_MS = 3_000;

    /// A merge ends at its next block, or within the pause that it makes.
    private static final long STOP_MERGE_MS = 1_200;

    private final Engine engine;
    private final Thread worker;
    private final Thread merger;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch ending = new CountDownLatch(1);

    private Storage(Engine engine) {
        this.engine = engine;
        this.worker = Thread.ofPlatform().name("trine-storage").daemon().unstarted(this::work);
        this.merger = Thread.ofPlatform().name("trine-merge").daemon().unstarted(this::merge);
    }

    /// Opens the data folder, replays the log and makes everything acknowledged readable. Damage never
    /// makes this fail: it is set aside, counted and logged.
    ///
    /// @throws StorageOpenException when the folder can't be used
    public static Storage open(StorageOptions options, Clock clock, MetricRegistry registry)
            throws StorageOpenException {
        long heapBytes = Runtime.getRuntime().maxMemory();
        Engine engine =
                switch (options.mode()) {
                    case MEMORY -> new MemoryEngine(options, clock, registry, heapBytes);
                    case DISK ->
                            openOnDisk(
                                    new RealDisk(),
                                    options,
                                    StorageLimits.of(options, heapBytes),
                                    clock,
                                    registry);
                };
        StorageGauges.register(engine, registry);
        Storage storage = new Storage(engine);
        storage.worker.start();
        storage.merger.start();
        return storage;
    }

    /// Stores a batch; when this returns, the batch has survived what [StorageOptions.Ack] promises
    /// and can be read. All of it or, when this throws, nothing is acknowledged. Waits a few seconds
    /// at most when memory is short.
    ///
    /// @param batch handed over: never changed again
    /// @throws StorageUnavailableException when it could not be stored now
    public void append(Batch batch) throws StorageUnavailableException, InterruptedException {
        engine.append(batch);
    }

    public SpanStore spans() {
        return engine.stores().spans();
    }

    public BatchStore<LogBatch> logs() {
        return engine.stores().logs();
    }

    public BatchStore<MetricBatch> metrics() {
        return engine.stores().metrics();
    }

    /// Deletes rows of metrics: those stored so far, of the chosen series, in a range. When this
    /// returns they are not read any more, after a restart neither; the disk space comes back when parts
    /// are merged, or by [#cleanDeleted()]. What arrives later is kept, whatever its time.
    ///
    /// @param choice asked for each part and head; points of a histogram are deleted as a whole
    /// @return how many stored series it concerns
    /// @throws StorageUnavailableException when it could not be made durable: nothing is deleted then, or
    ///     all of it is after the next start
    public long deleteSeries(TimeRange range, SeriesChoice choice)
            throws StorageUnavailableException {
        return engine.deleteSeries(range, choice);
    }

    /// Writes the parts that have deleted rows again without them. Takes as long as that takes.
    ///
    /// @throws StorageUnavailableException when a part could not be written; nothing comes back
    public void cleanDeleted() throws StorageUnavailableException {
        engine.cleanDeleted();
    }

    /// What is held now; cheap enough to ask every second.
    public StorageStats stats() {
        return engine.stats();
    }

    /// Seals all heads into parts; returns when they are durable. Does nothing in memory mode.
    ///
    /// @throws StorageUnavailableException when a part could not be written; nothing is lost
    public void flush() throws StorageUnavailableException {
        engine.flush();
    }

    /// Finishes appends under way, syncs the log, releases the folder; takes less than 5 s. Heads are
    /// not sealed: the log has them, and the next start reads it back. Appends fail from now on; scans
    /// under way end by themselves.
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        engine.stopWork();
        ending.countDown();
        try {
            worker.join(STOP_MS);
            merger.join(STOP_MERGE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        engine.close();
    }

    /// Opens a data folder on any disk.
    static DiskEngine openOnDisk(
            Disk disk,
            StorageOptions options,
            StorageLimits limits,
            Clock clock,
            MetricRegistry registry)
            throws StorageOpenException {
        Path folder = options.folder();
        DiskLock lock = lock(disk, folder);
        DiskEngine engine = null;
        try {
            engine = new DiskEngine(disk, options, limits, clock, registry, lock);
            return engine;
        } catch (NewerManifestException | NewerPartException e) {
            throw new StorageOpenException(
                    e.getMessage() + "; use that version or another data folder", e);
        } catch (IOException e) {
            throw new StorageOpenException("can't use the data folder: " + e.getMessage(), e);
        } finally {
            if (engine == null) {
                release(lock);
            }
        }
    }

    private static DiskLock lock(Disk disk, Path folder) throws StorageOpenException {
        try {
            disk.createFolder(folder);
            return disk.lock(folder.resolve("LOCK"));
        } catch (FolderLockedException e) {
            throw new StorageOpenException(
                    "the data folder "
                            + e.getMessage()
                            + "; stop it, or choose another with --data.dir",
                    e);
        } catch (IOException e) {
            throw new StorageOpenException(
                    "can't write to the data folder: "
                            + e.getMessage()
                            + "; choose another with --data.dir",
                    e);
        }
    }

    private static void release(DiskLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("releasing the data folder: {}", e.getMessage());
        }
    }

    private void merge() {
        while (!closed.get()) {
            try {
                if (!engine.compact() && ending.await(MERGE_ROUND_MS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void work() {
        while (!closed.get()) {
            try {
                engine.awaitWork(ROUND_MS);
            } catch (InterruptedException e) {
                return;
            }
            if (!closed.get()) {
                engine.maintain();
            }
        }
    }
}
