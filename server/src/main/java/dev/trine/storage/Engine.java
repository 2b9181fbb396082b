package dev.trine.storage;

import dev.trine.model.Batch;
import dev.trine.model.TimeRange;

/// What is behind the facade: where batches go, and the work that goes on beside. Safe for use by many
/// threads.
sealed interface Engine permits DiskEngine, MemoryEngine {
    SignalStores stores();

    /// See [Storage#append(Batch)].
    void append(Batch batch) throws StorageUnavailableException, InterruptedException;

    /// One round of background work: seal, trim, evict. Failures are logged and tried again in the
    /// next round.
    void maintain();

    /// Merges large parts, when some are due; takes its time, while all else goes on. One thread.
    ///
    /// @return whether there may be more to merge at once
    boolean compact();

    /// Waits until there may be work for [#maintain()], or for the given time.
    void awaitWork(long timeoutMs) throws InterruptedException;

    /// See [Storage#flush()].
    void flush() throws StorageUnavailableException;

    /// See [Storage#deleteSeries].
    long deleteSeries(TimeRange range, SeriesChoice choice) throws StorageUnavailableException;

    /// See [Storage#cleanDeleted()].
    void cleanDeleted() throws StorageUnavailableException;

    StorageStats stats();

    /// Makes a round of work that is under way end soon.
    void stopWork();

    /// Refuses appends and releases everything. No round of work is under way or will begin.
    void close();
}
