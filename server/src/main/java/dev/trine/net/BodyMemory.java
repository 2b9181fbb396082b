package dev.trine.net;

import java.util.IdentityHashMap;

/// The arrays that one request holds, each paid for from the [ByteBudget] before it is taken. Used
/// by the request's thread; closed when the exchange ends, after which no array may be touched.
final class BodyMemory implements AutoCloseable {
    private final ByteBudget budget;
    private final BufferPool pool;
    private final IdentityHashMap<byte[], Integer> held = new IdentityHashMap<>(4);
    private long heldBytes;

    BodyMemory(ByteBudget budget, BufferPool pool) {
        this.budget = budget;
        this.pool = pool;
    }

    /// An array of at least `bytes`.
    ///
    /// @throws HttpFailure 413 when that and what the request holds already is more than the whole
    ///     budget, so that coming back would not help; 503 when it is in use
    byte[] take(int bytes) throws HttpFailure, InterruptedException {
        int size = BufferPool.sizeFor(bytes);
        if (size > freeBytes()) {
            throw new HttpFailure(
                    413,
                    "the body needs "
                            + (size + heldBytes)
                            + " bytes, which is more than the "
                            + budget.capacityBytes()
                            + " this server has for requests: send smaller batches or give it more"
                            + " memory");
        }
        int taken = budget.take(size);
        byte[] array = pool.take(bytes);
        held.put(array, taken);
        heldBytes += size;
        return array;
    }

    /// What the request could still take if there were no others.
    long freeBytes() {
        return budget.capacityBytes() - heldBytes;
    }

    /// Gives one array back early.
    void give(byte[] array) {
        Integer taken = held.remove(array);
        if (taken == null) {
            throw new IllegalArgumentException("not held: an array of " + array.length + " bytes");
        }
        release(array, taken);
    }

    @Override
    public void close() {
        held.forEach(this::release);
        held.clear();
    }

    private void release(byte[] array, int taken) {
        heldBytes -= array.length;
        pool.give(array);
        budget.give(taken);
    }
}
