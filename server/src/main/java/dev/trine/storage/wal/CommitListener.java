package dev.trine.storage.wal;

import dev.trine.model.Batch;

/// Takes every batch that the log holds, once and in log order: first those found at the start, then
/// each new one after it is durable and before its append returns. So whoever listens always holds a
/// prefix of the log.
@FunctionalInterface
public interface CommitListener {
    /// Takes one batch. Called on one thread at a time (the caller of `open` during replay, the log's
    /// own thread later), and every append waits for it: quick, without I/O. What can be prepared is
    /// better prepared before the append. The batch of an append is the very object handed in.
    ///
    /// When this throws, the append fails, and the batch may be found at the next start.
    ///
    /// @param position of the batch in the log: > 0, rising from call to call; above every position
    ///     seen before, restarts included
    void committed(Batch batch, long position);
}
