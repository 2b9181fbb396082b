package dev.trine.storage;

import dev.trine.model.Batch;
import java.util.Optional;

/// A subscription to newly acknowledged batches. One reader; closing it from any thread ends it.
public interface Tail<B extends Batch> extends AutoCloseable {
    /// The next batch, waiting at most `timeoutMs` for one; empty when none came or the tail is
    /// closed.
    Optional<B> next(long timeoutMs) throws InterruptedException;

    /// How many rows were dropped, in whole batches, since the last call because the reader was too
    /// slow.
    long takeDropped();

    @Override
    void close();
}
