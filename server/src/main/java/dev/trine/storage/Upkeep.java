package dev.trine.storage;

import dev.trine.model.Batch;
import dev.trine.model.Clock;
import dev.trine.self.Counter;
import dev.trine.self.MetricRegistry;
import dev.trine.storage.disk.Disk;
import dev.trine.storage.head.Head;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The work beside appends: when a head becomes a part, and when a part must go. One thread at a time.
final class Upkeep {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    /// However full the disk: this share of the retention by size stays, or of the disk when that is
    /// less.
    private static final int FLOOR_OF_RETENTION = 4;

    private static final int FLOOR_OF_DISK = 10;
    private static final long WARNING_INTERVAL_NANOS = 60_000_000_000L;

    private final Disk disk;
    private final StorageOptions options;
    private final StorageLimits limits;
    private final Clock clock;
    private final SignalStores stores;
    private final PartCatalog catalog;
    private final Compaction compaction;
    private final Compaction streamed;
    private final Counter sealedRows;
    private final Counter mergedRows;
    private final Counter roomBytes;

    /// When a full disk was last told of; 0 = never.
    private long warnedNanos;

    private volatile boolean atFloor;

    Upkeep(
            Disk disk,
            StorageOptions options,
            StorageLimits limits,
            Clock clock,
            MetricRegistry registry,
            SignalStores stores,
            PartCatalog catalog) {
        this.disk = disk;
        this.options = options;
        this.limits = limits;
        this.clock = clock;
        this.stores = stores;
        this.catalog = catalog;
        this.compaction = Compaction.of(options);
        this.streamed = Compaction.streamed(options);
        this.mergedRows =
                registry.counter(
                        "trine_storage_merged_rows_total",
                        "Rows written again when small parts became one.");
        this.roomBytes =
                registry.counter(
                        "trine_storage_full_disk_evicted_bytes_total",
                        "Bytes of parts dropped because the disk was full.");
        registry.gauge(
                "trine_storage_full_disk_floor",
                "1 while the disk is full and there is nothing left that may be dropped for room.",
                () -> atFloor ? 1 : 0);
        this.sealedRows =
                registry.counter("trine_storage_sealed_rows_total", "Rows written to part files.");
    }

    /// Closes the heads that are due: all when the log or what is on disk has grown too large, the
    /// largest while memory is short, any that is old.
    void rotateDue(long walBytes) {
        stores.all().forEach(store -> store.rotateIfOlder(limits.headAge().toNanos()));
        boolean logLarge = walBytes > limits.walSealBytes();
        if (logLarge || usedBytes(walBytes) > options.retentionBytes().orElse(Long.MAX_VALUE)) {
            rotateAll();
        }
        rotateAboveMemory();
    }

    /// Closes all heads.
    void rotateAll() {
        stores.all().forEach(SignalStore::rotate);
    }

    /// Closes the largest heads while all of them together hold more than they should.
    void rotateAboveMemory() {
        List<SignalStore<? extends Batch>> largestFirst =
                stores.all().stream()
                        .sorted(
                                Comparator.comparingLong((SignalStore<? extends Batch> s) ->
                                                s.view().active().heapBytes())
                                        .reversed())
                        .toList();
        if (activeBytes() <= limits.headBytes()) {
            return;
        }
        for (SignalStore<? extends Batch> store : largestFirst) {
            store.rotate();
            if (activeBytes() <= limits.headBytes() / 2) {
                return;
            }
        }
    }

    /// Makes parts of all closed heads, oldest first.
    ///
    /// @throws IOException when one could not be written, for whatever reason; the others of its
    ///     signal wait for it, those of other signals do not
    void sealWaiting() throws IOException {
        IOException failure = null;
        for (SignalStore<? extends Batch> store : stores.all()) {
            try {
                sealWaiting(store);
            } catch (InterruptedIOException stopped) {
                throw stopped;
            } catch (IOException e) {
                failure = first(failure, e);
            } catch (RuntimeException defect) {
                LOG.error("a head can't be made a part", defect);
                failure = first(failure, new IOException("a defect: " + defect, defect));
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static IOException first(@Nullable IOException before, IOException next) {
        if (before == null) {
            return next;
        }
        before.addSuppressed(next);
        return before;
    }

    private void sealWaiting(SignalStore<? extends Batch> store) throws IOException {
        for (Head<? extends Batch> head : store.view().waiting()) {
            long start = clock.monotonicNanos();
            catalog.seal(store, head);
            sealedRows.add(head.rows());
            LOG.debug(
                    "sealed {} rows of {} in {} ms",
                    head.rows(),
                    head.schema().signal().label(),
                    (clock.monotonicNanos() - start) / 1_000_000);
        }
    }

    /// Makes one part of small ones, once for each signal that has too many, unless the disk lacks the
    /// room for both.
    void merge() throws IOException {
        long needed = limits.reserveBytes() + limits.walSegmentBytes() + compaction.maxBytes();
        if (disk.freeBytes(options.folder()) < needed) {
            return;
        }
        for (SignalStore<? extends Batch> store : stores.all()) {
            long start = clock.monotonicNanos();
            long rows = catalog.merge(store, compaction);
            mergedRows.add(rows);
            if (rows > 0) {
                long ms = (clock.monotonicNanos() - start) / 1_000_000;
                LOG.debug("merged parts of {} rows in {} ms", rows, ms);
            }
        }
    }

    /// Chooses large parts to be merged block by block: of the signal that has them, unless the disk
    /// lacks the room for both.
    Optional<PartCatalog.Job> beginMerge() throws IOException {
        for (SignalStore<? extends Batch> store : stores.all()) {
            Optional<PartCatalog.Job> job = catalog.begin(store, streamed);
            if (job.isPresent()) {
                long needed = limits.reserveBytes() + limits.walSegmentBytes() + job.get().bytes();
                if (disk.freeBytes(options.folder()) >= needed) {
                    return job;
                }
                catalog.abandon(job.get());
            }
        }
        return Optional.empty();
    }

    /// Puts the merged part in the place of its inputs.
    void endMerge(PartCatalog.Job job, Optional<SignalStore.NumberedPart> part) throws IOException {
        if (catalog.end(job, part)) {
            mergedRows.add(part.orElseThrow().part().info().rows());
        }
    }

    /// Drops the oldest parts when the disk is so full that the next segment of the log may not fit
    /// above the reserve, or not what was refused lately. Were the bound the reserve itself, appends
    /// that need a little more than is left would be refused for good.
    ///
    /// @param wantedBytes what appends lacked room for
    void makeRoom(long wantedBytes) throws IOException {
        long free = disk.freeBytes(options.folder());
        long missing = limits.reserveBytes() + limits.walSegmentBytes() + wantedBytes - free;
        long spare = usedBytes(0) - floorBytes();
        boolean floorReached = missing > Math.max(0, spare);
        atFloor = floorReached;
        if (floorReached) {
            warnOfFullDisk(free);
        }
        if (missing > 0 && spare > 0) {
            List<Retention.Eviction> evictions =
                    Retention.freeing(stores.all(), Math.min(missing, spare));
            roomBytes.add(evictions.stream().mapToLong(e -> e.part().part().info().bytes()).sum());
            evict(evictions, "the disk is full");
        }
    }

    /// What is kept however full the disk is: when others fill it, Trine would else give up all it has
    /// and gain nothing.
    private long floorBytes() throws IOException {
        long kept = options.retentionBytes().orElse(Long.MAX_VALUE) / FLOOR_OF_RETENTION;
        return Math.min(kept, disk.totalBytes(options.folder()) / FLOOR_OF_DISK);
    }

    private void warnOfFullDisk(long freeBytes) {
        long now = clock.monotonicNanos();
        if (warnedNanos == 0 || now - warnedNanos >= WARNING_INTERVAL_NANOS) {
            warnedNanos = now;
            LOG.error(
                    "the disk of {} has {} bytes left, and it is not Trine that fills it: its parts"
                            + " have come down to the {} bytes that are always kept. Writes that"
                            + " need more room are refused",
                    options.folder(),
                    freeBytes,
                    usedBytes(0));
        }
    }

    /// Drops the parts that are too old, and the oldest while there is more than may be kept: of each
    /// signal, then of all together.
    void retain(long walBytes) throws IOException {
        for (SignalStore<? extends Batch> store : stores.all()) {
            retain(List.of(store), partBytes(store), options.retentionOf(store.signal()));
        }
        retain(stores.all(), usedBytes(walBytes), options.retention());
    }

    private void retain(List<SignalStore<? extends Batch>> of, long bytes, RetentionLimits bounds)
            throws IOException {
        if (bounds.time().isPresent()) {
            long bound = clock.unixNanos() - bounds.time().get().toNanos();
            evict(Retention.olderThan(of, bound), "too old");
        }
        if (bounds.rows().isPresent()) {
            evict(Retention.aboveRows(of, bounds.rows().get()), "above the rows kept");
        }
        if (bounds.bytes().isPresent()) {
            evict(Retention.aboveBytes(of, bytes, bounds.bytes().get()), "above the size kept");
        }
    }

    private void evict(List<Retention.Eviction> evictions, String why) throws IOException {
        for (Retention.Eviction eviction : evictions) {
            LOG.info("dropping {}: {}", eviction.part().part().path().getFileName(), why);
            catalog.evict(eviction.store(), eviction.part());
        }
    }

    private long activeBytes() {
        long bytes = 0;
        for (SignalStore<? extends Batch> store : stores.all()) {
            bytes += store.view().active().heapBytes();
        }
        return bytes;
    }

    private long usedBytes(long walBytes) {
        long bytes = walBytes;
        for (SignalStore<? extends Batch> store : stores.all()) {
            bytes += partBytes(store);
        }
        return bytes;
    }

    private static long partBytes(SignalStore<? extends Batch> store) {
        long bytes = 0;
        for (SignalStore.NumberedPart part : store.view().parts()) {
            bytes += part.part().info().bytes();
        }
        return bytes;
    }
}
