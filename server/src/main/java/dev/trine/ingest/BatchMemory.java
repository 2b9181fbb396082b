package dev.trine.ingest;

import dev.trine.model.Batch;
import dev.trine.storage.StorageUnavailableException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The heap that decoded batches may take while they wait to be stored. A request of two megabytes
/// can decode to eighty (an empty log record is two bytes on the wire), so the size of requests does
/// not bound it. Safe for use by many threads.
public final class BatchMemory {
    private static final int UNIT_BYTES = 1024;

    /// Long enough for the log to sync a few times, short enough that the sender still holds its data.
    private static final long WAIT_MS = 1_000;

    private final int units;
    private final Semaphore free;

    /// Part of the memory, until it is closed.
    public final class Share implements AutoCloseable {
        private final int taken;

        private Share(int taken) {
            this.taken = taken;
        }

        @Override
        public void close() {
            free.release(taken);
        }
    }

    /// @param bytes what all batches together may take; one that is larger alone may have all of it
    public BatchMemory(long bytes) {
        units = Math.toIntExact(Math.max(1, bytes / UNIT_BYTES));
        free = new Semaphore(units, true);
    }

    /// Takes the memory of a batch, waiting a moment for it.
    ///
    /// @throws StorageUnavailableException when others hold it
    public Share take(Batch batch) throws StorageUnavailableException, InterruptedException {
        int wanted = (int) Math.min(units, (batch.heapBytes() + UNIT_BYTES - 1) / UNIT_BYTES);
        if (!free.tryAcquire(wanted, WAIT_MS, TimeUnit.MILLISECONDS)) {
            throw new StorageUnavailableException(
                    "storing is slower than senders are: the memory for batches on their way is in use",
                    1);
        }
        return new Share(wanted);
    }

    /// Bytes that are taken now.
    public long takenBytes() {
        return (long) (units - free.availablePermits()) * UNIT_BYTES;
    }
}
