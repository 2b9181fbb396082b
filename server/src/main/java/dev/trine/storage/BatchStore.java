package dev.trine.storage;

import dev.trine.model.Batch;
import dev.trine.model.TimeRange;

/// The stored rows of one signal. Safe for use by many threads.
public interface BatchStore<B extends Batch> {
    /// Visits every acknowledged row that the request can concern, heads and parts alike, each once.
    /// What arrives during the scan may or may not be seen. Files in use stay readable until the
    /// scan ends, whatever retention does.
    ///
    /// Stops early when the visitor says so or when the calling thread is interrupted.
    ///
    /// @throws ScanInterruptedException when the thread was interrupted
    void scan(ScanRequest request, BatchVisitor<B> visitor);

    /// Visits the same as [#scan], leaving it to the visitor what to decode: to look at a few columns
    /// first, and at the rest only where that is worth it.
    ///
    /// @throws ScanInterruptedException when the thread was interrupted
    void scanBlocks(TimeRange range, ScanRequest.Order order, BlockVisitor<B> visitor);

    /// The blocks with rows in a range, to be read when and by whom it suits. To be closed by the caller.
    BlockSet<B> blocks(TimeRange range);

    /// Starts to follow newly acknowledged batches. At most `capacity` of them wait, of 2 MiB in all
    /// or one that is larger; when the follower is slower than that, further ones are dropped and
    /// counted.
    Tail<B> follow(int capacity);
}
