package dev.trine.net;

import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/// Byte arrays for request bodies, kept for reuse: an array of half a megabyte or more costs the
/// collector a region of its own each time. Sizes are powers of four from 16 KiB to 4 MiB; larger
/// ones are made to measure and not kept. Safe for use by many threads.
final class BufferPool {
    private static final int SMALLEST_SHIFT = 14;
    private static final int CLASSES = 5;

    /// 64 × 16 KiB, 16 × 64 KiB, 8 × 256 KiB, 4 × 1 MiB, 2 × 4 MiB: 16 MiB at most.
    private static final int[] KEPT = {64, 16, 8, 4, 2};

    private final ArrayBlockingQueue<byte[]>[] idle;

    BufferPool() {
        @SuppressWarnings({"unchecked", "rawtypes"})
        ArrayBlockingQueue<byte[]>[] queues = new ArrayBlockingQueue[CLASSES];
        for (int i = 0; i < CLASSES; i++) {
            queues[i] = new ArrayBlockingQueue<>(KEPT[i]);
        }
        idle = queues;
    }

    /// The size of the array that [#take] gives for `bytes`.
    static int sizeFor(int bytes) {
        int index = indexFor(bytes);
        return index < CLASSES ? sizeOf(index) : bytes;
    }

    /// An array of [#sizeFor] `bytes`, with arbitrary content.
    byte[] take(int bytes) {
        int index = indexFor(bytes);
        if (index >= CLASSES) {
            return new byte[bytes];
        }
        byte @Nullable [] kept = idle[index].poll();
        return kept != null ? kept : new byte[sizeOf(index)];
    }

    /// Gives an array back; the caller has no other use of it.
    void give(byte[] array) {
        int index = indexFor(array.length);
        if (index < CLASSES && array.length == sizeOf(index)) {
            idle[index].offer(array); // refused when enough are kept: the collector has it then
        }
    }

    private static int indexFor(int bytes) {
        int index = 0;
        while (index < CLASSES && sizeOf(index) < bytes) {
            index++;
        }
        return index;
    }

    private static int sizeOf(int index) {
        return 1 << (SMALLEST_SHIFT + 2 * index);
    }
}
