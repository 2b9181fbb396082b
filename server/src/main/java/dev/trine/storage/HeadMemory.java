package dev.trine.storage;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Holds appends back while heads hold more memory than they may: when the disk takes parts more
/// slowly than batches arrive.
final class HeadMemory {
    private final SignalStores stores;
    private final long maxBytes;
    private final long waitMs;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();

    HeadMemory(SignalStores stores, long maxBytes, long waitMs) {
        this.stores = stores;
        this.maxBytes = maxBytes;
        this.waitMs = waitMs;
    }

    boolean isShort() {
        return stores.headBytes() >= maxBytes;
    }

    /// Waits until there is room.
    ///
    /// @throws StorageUnavailableException when that takes too long
    void awaitRoom() throws StorageUnavailableException, InterruptedException {
        long leftNanos = TimeUnit.MILLISECONDS.toNanos(waitMs);
        lock.lockInterruptibly();
        try {
            while (isShort()) {
                if (leftNanos <= 0) {
                    throw new StorageUnavailableException(
                            "memory is full of rows that wait to be written to disk ("
                                    + maxBytes
                                    + " bytes): the disk is full or too slow",
                            5);
                }
                leftNanos = freed.awaitNanos(leftNanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Tells those who wait that a head is gone.
    void freed() {
        lock.lock();
        try {
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
