package dev.trine.net;

import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The memory that request bodies may take, all listeners and requests together. Taken before the
/// memory is allocated, given back when the request ends. Safe for use by many threads.
final class ByteBudget {
    private static final int UNIT_BYTES = 1024;

    /// Long enough for a request under way to finish, short enough that a client is told to back
    /// off while it still holds its data.
    private static final long WAIT_MS = 250;

    private final int units;
    private final Semaphore free;

    ByteBudget(long bytes) {
        units = Math.toIntExact(Math.max(1, bytes / UNIT_BYTES));
        free = new Semaphore(units, true);
    }

    /// Bytes that are taken now.
    long takenBytes() {
        return (long) (units - free.availablePermits()) * UNIT_BYTES;
    }

    /// The largest amount that can ever be taken at once.
    long capacityBytes() {
        return (long) units * UNIT_BYTES;
    }

    /// Takes memory, waiting a moment for it when there is none.
    ///
    /// @param bytes at most [#capacityBytes()]
    /// @return what was taken, for [#give]
    /// @throws HttpFailure 503 when other requests hold too much
    int take(long bytes) throws HttpFailure, InterruptedException {
        int wanted = Math.toIntExact((bytes + UNIT_BYTES - 1) / UNIT_BYTES);
        if (wanted > 0 && !free.tryAcquire(wanted, WAIT_MS, TimeUnit.MILLISECONDS)) {
            throw new HttpFailure(
                    503,
                    "the memory for requests is in use by others: send again, with fewer senders or smaller batches"
                            + " if this goes on",
                    OptionalInt.of(1));
        }
        return wanted;
    }

    void give(int taken) {
        free.release(taken);
    }
}
