package dev.trine.net;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Waits on the request's thread until a write has been taken by the client's side: the
/// backpressure of a streamed answer.
final class WriteDone implements Callback {
    private final Thread writer = Thread.currentThread();
    private @Nullable Throwable failure;
    private volatile boolean done;

    /// Writes and waits.
    ///
    /// @param last whether this ends the answer
    /// @throws IOException when the client has gone or takes nothing for too long
    static void write(Response response, boolean last, ByteBuffer bytes) throws IOException {
        WriteDone done = new WriteDone();
        response.write(last, bytes, done);
        done.await();
    }

    private void await() throws IOException {
        while (!done) {
            LockSupport.park(this);
            if (Thread.currentThread().isInterrupted() && !done) {
                throw new InterruptedIOException("interrupted while an answer was written");
            }
        }
        if (failure != null) {
            throw new IOException("the client has gone: " + failure.getMessage(), failure);
        }
    }

    @Override
    public void succeeded() {
        done = true;
        LockSupport.unpark(writer);
    }

    @Override
    public void failed(Throwable cause) {
        failure = cause;
        succeeded();
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
