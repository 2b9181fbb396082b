package dev.trine.storage;

import dev.trine.model.Batch;
import dev.trine.model.Clock;
import dev.trine.model.TimeRange;
import dev.trine.self.Counter;
import dev.trine.self.MetricRegistry;
import dev.trine.storage.codec.MalformedPageException;
import dev.trine.storage.disk.Disk;
import dev.trine.storage.disk.DiskLock;
import dev.trine.storage.manifest.NewerManifestException;
import dev.trine.storage.part.NewerPartException;
import dev.trine.storage.tombstone.Tombstone;
import dev.trine.storage.tombstone.TombstoneFile;
import dev.trine.storage.wal.Ack;
import dev.trine.storage.wal.LogUnavailableException;
import dev.trine.storage.wal.WalOptions;
import dev.trine.storage.wal.WriteAheadLog;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Batches go through the log into heads; heads become parts in the background; what parts cover is
/// trimmed from the log.
///
/// Three kinds of threads meet here: those that append, the log's own that commits in log order, and
/// the one that does the background work (or whoever flushes). The heads are never locked over I/O.
final class DiskEngine implements Engine {
    private static final Logger LOG = LoggerFactory.getLogger(DiskEngine.class);

    private final StorageOptions options;
    private final Clock clock;
    private final MergePace pace;
    private final StorageLimits limits;
    private final DiskLock folderLock;
    private final SignalStores stores;
    private final DamageLog damage;
    private final PartCatalog catalog;
    private final Upkeep upkeep;
    private final TombstoneFile tombstoneFile;
    private final WriteAheadLog wal;
    private final Counter workFailures;
    private final HeadMemory memory;
    private final ReentrantLock work = new ReentrantLock();
    private final Semaphore wake = new Semaphore(0);
    private volatile long lastCommitted;

    /// The largest batch refused since room was last made. Lost updates between threads do no harm:
    /// who was refused comes again.
    private volatile long refusedBytes;

    private volatile boolean replaying = true;

    /// Memory of heads above which a replay makes parts; used by the thread that opens alone.
    private long replaySealBytes;

    private volatile boolean stopped;
    private volatile boolean closed;

    /// Opens parts and log and reads the log back.
    ///
    /// @param folderLock on the data folder; closed with this engine, or by the caller when this throws
    DiskEngine(
            Disk disk,
            StorageOptions options,
            StorageLimits limits,
            Clock clock,
            MetricRegistry registry,
            DiskLock folderLock)
            throws IOException, NewerManifestException, NewerPartException {
        this.options = options;
        this.clock = clock;
        this.pace = new MergePace(clock, () -> stopped);
        this.limits = limits;
        this.replaySealBytes = limits.headBytes();
        this.folderLock = folderLock;
        this.damage = new DamageLog(registry);
        this.stores = SignalStores.create(damage, clock);
        this.memory =
                new HeadMemory(
                        stores, limits.headBytes(), limits.maxHeadBytes(), limits.appendWaitMs());
        this.workFailures =
                registry.counter(
                        "trine_storage_background_failures_total",
                        "Rounds of sealing, trimming and evicting that failed and are tried"
                                + " again.");
        this.catalog =
                PartCatalog.open(
                        disk,
                        options.folder(),
                        stores,
                        damage,
                        () -> stopped,
                        () -> replaying || memory.isFilling(),
                        clock);
        this.upkeep = new Upkeep(disk, options, limits, clock, registry, stores, catalog);
        this.tombstoneFile = new TombstoneFile(disk, options.folder());
        loadTombstones();
        this.lastCommitted = catalog.state().covered().highest();
        this.wal = openLog(disk, clock, registry);
        this.replaying = false;
    }

    private WriteAheadLog openLog(Disk disk, Clock clock, MetricRegistry registry)
            throws IOException {
        WalOptions walOptions =
                new WalOptions(
                        switch (options.ack()) {
                            case SYNCED -> Ack.SYNCED;
                            case WRITTEN -> Ack.WRITTEN;
                        },
                        limits.walSegmentBytes(),
                        limits.walMaxBytes(),
                        limits.reserveBytes());
        boolean opened = false;
        try {
            WriteAheadLog log =
                    WriteAheadLog.open(
                            disk,
                            options.folder().resolve("wal"),
                            options.folder().resolve("quarantine"),
                            walOptions,
                            clock,
                            registry,
                            catalog.state().covered(),
                            this::committed);
            opened = true;
            return log;
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            if (!opened) {
                closeParts();
            }
        }
    }

    @Override
    public SignalStores stores() {
        return stores;
    }

    @Override
    public void append(Batch batch) throws StorageUnavailableException, InterruptedException {
        if (closed) {
            throw new StorageUnavailableException("Trine is shutting down", 5);
        }
        if (memory.isShort()) {
            wake.release();
            memory.awaitRoom();
        }
        try {
            wal.append(batch);
        } catch (LogUnavailableException e) {
            refusedBytes = Math.max(refusedBytes, batch.heapBytes());
            wake.release();
            throw new StorageUnavailableException(
                    String.valueOf(e.getMessage()), e.retryAfterSeconds(), e);
        }
        if (stores.headBytes() > limits.headBytes()) {
            wake.release();
        }
    }

    @Override
    public void maintain() {
        work.lock();
        try {
            attempt(() -> upkeep.rotateDue(wal.bytes()));
            attempt(this::makeRoom);
            attempt(this::seal);
            attempt(() -> upkeep.retain(wal.bytes()));
            attempt(this::merge);
        } finally {
            work.unlock();
        }
    }

    @Override
    public boolean compact() {
        boolean[] merged = {false};
        attempt(() -> merged[0] = compactOnce());
        return merged[0];
    }

    /// Merges large parts, if any are due. Only the beginning and the end exclude other work, so that
    /// seals and evictions go on.
    private boolean compactOnce() throws IOException {
        Optional<PartCatalog.Job> begun = locked(upkeep::beginMerge);
        if (begun.isEmpty()) {
            return false;
        }
        PartCatalog.Job job = begun.get();
        boolean written = false;
        try {
            long start = clock.monotonicNanos();
            Optional<SignalStore.NumberedPart> part = catalog.write(job, pace);
            written = true;
            locked(() -> {
                upkeep.endMerge(job, part);
                return true;
            });
            LOG.debug(
                    "merged {} parts of {} bytes in {} ms",
                    job.inputs().size(),
                    job.bytes(),
                    (clock.monotonicNanos() - start) / 1_000_000);
            return part.isPresent();
        } finally {
            if (!written) {
                locked(() -> {
                    catalog.abandon(job);
                    return true;
                });
            }
        }
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T locked(Work<T> task) throws IOException {
        work.lock();
        try {
            return task.run();
        } finally {
            work.unlock();
        }
    }

    /// Not while appends wait for memory: merging takes some.
    private void merge() throws IOException {
        if (!memory.isShort()) {
            upkeep.merge();
        }
    }

    private void makeRoom() throws IOException {
        long wanted = refusedBytes;
        refusedBytes = 0;
        upkeep.makeRoom(wanted);
    }

    private interface Step {
        void run() throws IOException;
    }

    /// A step that fails does not keep the next from its work: a disk that takes no part needs the
    /// eviction most. Nor does a defect end the thread that does the work: without it nothing would
    /// be sealed or evicted any more, until the log is full.
    private void attempt(Step step) {
        try {
            step.run();
        } catch (InterruptedIOException e) {
            LOG.debug("background work was cut short: {}", e.getMessage());
        } catch (IOException e) {
            workFailures.increment();
            LOG.warn("background work failed and is tried again: {}", e.getMessage());
        } catch (RuntimeException defect) {
            workFailures.increment();
            LOG.error("background work failed and is tried again", defect);
        }
    }

    @Override
    public void awaitWork(long timeoutMs) throws InterruptedException {
        if (wake.tryAcquire(timeoutMs, TimeUnit.MILLISECONDS)) {
            wake.drainPermits();
        }
    }

    @Override
    public void flush() throws StorageUnavailableException {
        work.lock();
        try {
            upkeep.rotateAll();
            seal();
        } catch (IOException e) {
            throw new StorageUnavailableException("could not seal: " + e.getMessage(), 5);
        } finally {
            work.unlock();
        }
    }

    @Override
    public long deleteSeries(TimeRange range, SeriesChoice choice)
            throws StorageUnavailableException {
        work.lock();
        try {
            // Parts hold what is deleted: their log positions are never given to anything else.
            stores.metrics().rotate();
            seal();
            Optional<Tombstone> tombstone = stores.metrics().tombstone(range, choice);
            if (tombstone.isEmpty()) {
                return 0;
            }
            List<Tombstone> all = new ArrayList<>(stores.metrics().needed());
            all.add(tombstone.get());
            tombstoneFile.write(all);
            stores.metrics().tombstones().replace(all);
            return tombstone.get().size();
        } catch (IOException e) {
            throw new StorageUnavailableException("could not delete: " + e.getMessage(), 5, e);
        } finally {
            work.unlock();
        }
    }

    @Override
    public void cleanDeleted() throws StorageUnavailableException {
        work.lock();
        try {
            List<Tombstone> before = stores.metrics().tombstones().all();
            stores.metrics().rotate();
            seal();
            if (catalog.rewriteDeleted(stores.metrics())) {
                tombstoneFile.write(List.of());
                stores.metrics().tombstones().replace(List.of());
                LOG.info("cleaned {} deletions", before.size());
            }
        } catch (IOException e) {
            throw new StorageUnavailableException("could not clean: " + e.getMessage(), 5, e);
        } finally {
            work.unlock();
        }
    }

    /// Reads what is deleted before the log is read back. A damaged file is set aside: rows come back
    /// rather than others going.
    private void loadTombstones() throws IOException {
        boolean loaded = false;
        try {
            stores.metrics().tombstones().replace(tombstoneFile.read());
            loaded = true;
        } catch (MalformedPageException e) {
            LOG.warn(
                    "{} is set aside, what it deleted is back: {}",
                    tombstoneFile.path(),
                    e.getMessage());
            damage.part(tombstoneFile.setAside());
            loaded = true;
        } finally {
            if (!loaded) {
                closeParts();
            }
        }
    }

    @Override
    public StorageStats stats() {
        return new StorageStats(
                stores.stats(),
                wal.bytes(),
                stores.headBytes(),
                damage.bytes() + wal.recovery().quarantinedBytes(),
                wal.recovery().truncatedBytes());
    }

    @Override
    public void stopWork() {
        stopped = true;
        wake.release();
    }

    @Override
    public void close() {
        closed = true;
        wal.close();
        closeParts();
        try {
            folderLock.close();
        } catch (IOException e) {
            LOG.warn("releasing {}: {}", options.folder(), e.getMessage());
        }
    }

    private void closeParts() {
        stores.all().forEach(SignalStore::close);
        try {
            catalog.close();
        } catch (IOException e) {
            LOG.warn("closing {}: {}", options.folder(), e.getMessage());
        }
    }

    /// Makes parts of all closed heads and trims the log, also when only some could be made: what
    /// comes after a failure may need the room.
    private void seal() throws IOException {
        try {
            upkeep.sealWaiting();
        } finally {
            memory.freed();
            trim();
        }
    }

    /// Everything up to the batch before the oldest unsealed one is in parts. The last position is
    /// read first: a batch committed after that lies above it, one before it shows in its head.
    private void trim() throws IOException {
        long last = lastCommitted;
        long position = Math.min(last, stores.firstUnsealed() - 1);
        if (wal.trimmable(position)) {
            catalog.cover(position);
            wal.trim(position);
        }
    }

    private void committed(Batch batch, long position) {
        stores.commit(batch, position);
        lastCommitted = position;
        if (replaying && stores.headBytes() > replaySealBytes) {
            sealWhileReplaying();
        }
    }

    /// A log may hold more than memory does. Only the thread that opens is here now. A full disk takes
    /// no part, and still the process shall start: heads may then grow to twice what appends, which
    /// filled the log, were held to.
    private void sealWhileReplaying() {
        try {
            upkeep.makeRoom(0);
            upkeep.rotateAboveMemory();
            upkeep.sealWaiting();
            replaySealBytes = limits.headBytes();
        } catch (IOException e) {
            long held = stores.headBytes();
            if (held > 2 * limits.maxHeadBytes()) {
                throw new UncheckedIOException(
                        "the log holds more than memory, and the disk takes no part: "
                                + e.getMessage(),
                        e);
            }
            LOG.warn("rows of the log stay in memory: {}", e.getMessage());
            replaySealBytes = held + limits.headBytes() / 4;
        }
    }
}
