package dev.trine.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/// A connection on which it can be seen that the client has gone while its HTTP/1.1 request is being
/// answered. Nothing is read from such a connection then, so its end would go unnoticed until the
/// answer is written; here one byte is read ahead, and given to the next reader when it was the start
/// of a further request.
///
/// The lock orders reading ahead and reading: a byte is only read ahead while [#watch] is on, and
/// nobody else reads then.
final class WatchedEndPoint extends SocketChannelEndPoint {
    private final ReentrantLock lock = new ReentrantLock();
    private final ByteBuffer ahead = ByteBuffer.allocate(1).limit(0);
    private final Runnable wake;
    private boolean watched;

    /// When the first byte of a request came whose headers are not complete; 0 = there is none.
    private volatile long headersSinceNanos;

    private volatile boolean inRequest;
    private final FrameWatch frames = new FrameWatch();

    WatchedEndPoint(
            SocketChannel channel,
            ManagedSelector selector,
            SelectionKey key,
            Scheduler scheduler,
            Executor executor) {
        super(channel, selector, key, scheduler);
        this.wake = () -> executor.execute(() -> getFillInterest().fillable());
    }

    /// The headers of a request are complete.
    void requestBegan() {
        inRequest = true;
        headersSinceNanos = 0;
    }

    /// The answer to a request is complete, a next request may follow.
    void requestEnded() {
        inRequest = false;
    }

    /// For how long the client has been sending headers (or, over HTTP/2, any frame but DATA); 0 when it
    /// is not.
    long headersTakeNanos(long now) {
        long since = headersSinceNanos;
        boolean http1 =
                getConnection() instanceof ConnectionMetaData connection
                        && connection.getHttpVersion() != HttpVersion.HTTP_2;
        if (http1) {
            return since == 0 ? 0 : now - since;
        }
        return frames.unfinishedNanos(now);
    }

    /// Turns reading ahead on (the request has been read whole) or off (before it is completed).
    void watch(boolean on) {
        lock.lock();
        try {
            watched = on;
        } finally {
            lock.unlock();
        }
    }

    /// Whether the client has closed its side. False when not watched.
    boolean clientHasGone() {
        lock.lock();
        try {
            if (!watched || ahead.hasRemaining()) {
                return false;
            }
            int read = getChannel().read(ahead.clear());
            ahead.flip();
            return read < 0;
        } catch (IOException gone) {
            ahead.limit(0);
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        lock.lock();
        try {
            int filled = ahead.hasRemaining() ? fillFromAhead(buffer) : super.fill(buffer);
            if (filled > 0) {
                frames.see(buffer, buffer.limit() - filled, buffer.limit());
                if (headersSinceNanos == 0 && !inRequest) {
                    headersSinceNanos = Math.max(1, System.nanoTime());
                }
            }
            return filled;
        } finally {
            lock.unlock();
        }
    }

    private int fillFromAhead(ByteBuffer buffer) throws IOException {
        int position = BufferUtil.flipToFill(buffer);
        buffer.put(ahead);
        BufferUtil.flipToFlush(buffer, position);
        return 1 + Math.max(0, super.fill(buffer));
    }

    @Override
    protected void needsFillInterest() {
        lock.lock();
        try {
            if (ahead.hasRemaining()) {
                wake.run();
                return;
            }
        } finally {
            lock.unlock();
        }
        super.needsFillInterest();
    }
}
