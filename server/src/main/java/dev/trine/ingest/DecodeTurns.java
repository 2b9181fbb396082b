package dev.trine.ingest;

import dev.trine.storage.StorageUnavailableException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Lets a few requests be decoded at a time, whatever their protocol, and the others wait in turn, a
/// moment: decoding takes processors, and memory that only its result accounts for. Safe for use by many
/// threads.
public final class DecodeTurns {
    /// Less than the ten seconds after which exporters give up, so that their data is refused while
    /// they still hold it, and not stored when they have sent it again.
    private static final long WAIT_MS = 5_000;

    private final Semaphore free;
    private final long waitMs;

    /// The right to decode, until it is closed.
    public final class Turn implements AutoCloseable {
        @Override
        public void close() {
            free.release();
        }
    }

    /// As many turns as there are processors.
    public DecodeTurns() {
        this(Runtime.getRuntime().availableProcessors(), WAIT_MS);
    }

    /// @param turns how many requests are decoded at a time
    /// @param waitMs how long the others wait for their turn
    public DecodeTurns(int turns, long waitMs) {
        free = new Semaphore(turns, true);
        this.waitMs = waitMs;
    }

    /// Waits for a turn.
    ///
    /// @throws StorageUnavailableException when it does not come
    public Turn take() throws StorageUnavailableException, InterruptedException {
        if (!free.tryAcquire(waitMs, TimeUnit.MILLISECONDS)) {
            throw new StorageUnavailableException(
                    "senders are faster than the server: this request has waited "
                            + waitMs
                            + " ms to be read",
                    5);
        }
        return new Turn();
    }
}
