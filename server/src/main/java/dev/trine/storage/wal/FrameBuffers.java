package dev.trine.storage.wal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;

/// Byte arrays for frames that wait to be written: bounds the bytes of all that wait, and reuses
/// arrays of up to 1 MiB. Safe for use by many threads.
final class FrameBuffers {
    private static final int SMALLEST_BITS = 12;
    private static final int LARGEST_BITS = 20;
    private static final int KEPT_PER_SIZE = 4;

    private final int permits;
    private final Semaphore inUse;
    private final List<Deque<byte[]>> free = new ArrayList<>();

    /// @param bytes that may be in use at once; a larger frame waits until it is alone
    FrameBuffers(long bytes) {
        permits = Math.toIntExact(bytes >> SMALLEST_BITS);
        inUse = new Semaphore(permits, true);
        for (int bits = SMALLEST_BITS; bits <= LARGEST_BITS; bits++) {
            free.add(new ArrayDeque<>(KEPT_PER_SIZE));
        }
    }

    /// An array of at least this length, of any content; waits for room.
    byte[] take(int length) throws InterruptedException {
        int bits = Math.max(SMALLEST_BITS, 32 - Integer.numberOfLeadingZeros(length - 1));
        int rounded = bits > LARGEST_BITS ? length : 1 << bits;
        inUse.acquire(permits(rounded));
        if (bits <= LARGEST_BITS) {
            synchronized (free) {
                byte[] kept = free.get(bits - SMALLEST_BITS).pollLast();
                if (kept != null) {
                    return kept;
                }
            }
        }
        return new byte[rounded];
    }

    void give(byte[] bytes) {
        int bits = 31 - Integer.numberOfLeadingZeros(bytes.length);
        if (bytes.length == 1 << bits && bits <= LARGEST_BITS) {
            synchronized (free) {
                Deque<byte[]> sized = free.get(bits - SMALLEST_BITS);
                if (sized.size() < KEPT_PER_SIZE) {
                    sized.addLast(bytes);
                }
            }
        }
        inUse.release(permits(bytes.length));
    }

    private int permits(int length) {
        return Math.min(permits, (length >> SMALLEST_BITS) + 1);
    }
}
