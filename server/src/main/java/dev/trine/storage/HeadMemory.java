package dev.trine.storage;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Holds appends back while heads hold more memory than they may: when the disk takes parts more
/// slowly than batches arrive.
final class HeadMemory {
    private final SignalStores stores;
    private final long fillingBytes;
    private final long maxBytes;
    private final long waitMs;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();

    /// @param sealBytes what heads may hold before they are closed
    /// @param maxBytes what they may hold at all
    HeadMemory(SignalStores stores, long sealBytes, long maxBytes, long waitMs) {
        this.stores = stores;
        this.fillingBytes = sealBytes + sealBytes / 4;
        this.maxBytes = maxBytes;
        this.waitMs = waitMs;
    }

    /// Whether rows arrive faster than they are written: so many have come in since heads were closed
    /// that there is no time to spare for making parts small.
    boolean isFilling() {
        return stores.headBytes() > fillingBytes;
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
