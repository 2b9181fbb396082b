package dev.trine.net;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/// Reads the bytes of a request body as they are on the wire, on the request's thread, within the
/// time and size that a body is given.
final class BodyReader {
    private static final int FIRST_BYTES = 64 << 10;

    /// After an answer that did not wait for the whole body: what is read and thrown away before the
    /// connection is closed, so that the client sees the answer and not a reset.
    private static final long DRAIN_BYTES = 256L << 20;

    private static final long DRAIN_MS = 2_000;

    private final Request request;
    private final NetLimits limits;
    private boolean ended;

    BodyReader(Request request, NetLimits limits) {
        this.request = request;
        this.limits = limits;
    }

    /// Whether the client has sent all of it and it has been read.
    boolean ended() {
        return ended;
    }

    /// Reads all of it into memory of the request.
    ///
    /// @throws HttpFailure 400 when cut off, 408 when too slow, 413 when too large
    Exchange.Body readAll(BodyMemory memory, long limitBytes)
            throws HttpFailure, InterruptedException {
        return readAll(memory, limitBytes, new byte[0]);
    }

    /// Reads the first bytes into `prefix` and all others into memory of the request. A body that
    /// ends before the prefix is full is cut off.
    Exchange.Body readAll(BodyMemory memory, long limitBytes, byte[] prefix)
            throws HttpFailure, InterruptedException {
        long announced =
                request.getLength() < 0 ? -1 : Math.max(0, request.getLength() - prefix.length);
        if (announced > limitBytes) {
            throw tooLarge(limitBytes);
        }
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limits.bodyTotalMs());
        int length = 0;
        int prefixed = 0;
        byte[] bytes =
                memory.take((int) (announced < 0 ? FIRST_BYTES : Math.min(announced, 1 << 20)));
        for (Content.Chunk chunk = next(deadline); chunk != null; chunk = next(deadline)) {
            try {
                int missing = Math.min(prefix.length - prefixed, chunk.remaining());
                chunk.getByteBuffer().get(prefix, prefixed, missing);
                prefixed += missing;
                int size = chunk.remaining();
                if ((long) length + size > limitBytes) {
                    throw tooLarge(limitBytes);
                }
                if (length + size > bytes.length) {
                    bytes = grown(memory, bytes, length, length + size, announced);
                }
                chunk.getByteBuffer().get(bytes, length, size);
                length += size;
            } finally {
                chunk.release();
            }
        }
        if (prefixed < prefix.length) {
            throw new HttpFailure(400, "the request body ends after " + prefixed + " bytes");
        }
        return new Exchange.Body(bytes, length);
    }

    /// Reads on for a moment and forgets what comes.
    void drain() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DRAIN_MS);
        long drained = 0;
        try {
            while (!ended && drained < DRAIN_BYTES) {
                Content.Chunk chunk = next(deadline);
                if (chunk != null) {
                    drained += chunk.remaining();
                    chunk.release();
                }
            }
        } catch (HttpFailure slowOrGone) {
            ended = true;
        }
    }

    /// A larger array with the same content: four times as large, as far as there is memory for both. A
    /// body whose length is known takes all of it as soon as the next step would leave too little.
    private static byte[] grown(
            BodyMemory memory, byte[] old, int length, int needed, long announced)
            throws HttpFailure, InterruptedException {
        long most = announced >= needed ? announced : Integer.MAX_VALUE - 64;
        long wanted = Math.min(old.length * 4L, most);
        if (announced >= needed && announced + wanted > memory.freeBytes()) {
            wanted = announced;
        }
        byte[] larger = memory.take((int) Math.max(needed, Math.min(wanted, memory.freeBytes())));
        System.arraycopy(old, 0, larger, 0, length);
        memory.give(old);
        return larger;
    }

    /// The next piece; null behind the last.
    private Content.@Nullable Chunk next(long deadline) throws HttpFailure, InterruptedException {
        while (!ended) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                await(deadline);
            } else if (Content.Chunk.isFailure(chunk)) {
                ended = true;
                throw failure(chunk.getFailure());
            } else {
                ended = chunk.isLast();
                return chunk;
            }
        }
        return null;
    }

    private void await(long deadline) throws HttpFailure, InterruptedException {
        Arrival arrival = new Arrival(Thread.currentThread());
        request.demand(arrival);
        long now = System.nanoTime();
        long until =
                now + Math.min(deadline - now, TimeUnit.MILLISECONDS.toNanos(limits.bodyIdleMs()));
        while (!arrival.here) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                ended = true;
                throw tooSlow();
            }
            LockSupport.parkNanos(arrival, left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private HttpFailure failure(Throwable cause) {
        return cause instanceof TimeoutException
                ? tooSlow()
                : new HttpFailure(
                        400, "the request body is cut off or malformed: " + cause.getMessage());
    }

    private HttpFailure tooSlow() {
        return new HttpFailure(
                408,
                "the request body is too slow: it may pause for "
                        + limits.bodyIdleMs()
                        + " ms and take "
                        + limits.bodyTotalMs()
                        + " ms in all");
    }

    private static HttpFailure tooLarge(long limitBytes) {
        return new HttpFailure(
                413, "the body is larger than " + limitBytes + " bytes: send smaller batches");
    }

    /// Wakes the request's thread when there is something to read.
    private static final class Arrival
            implements Runnable, org.eclipse.jetty.util.thread.Invocable {
        private final Thread reader;
        private volatile boolean here;

        Arrival(Thread reader) {
            this.reader = reader;
        }

        @Override
        public void run() {
            here = true;
            LockSupport.unpark(reader);
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }
    }
}
