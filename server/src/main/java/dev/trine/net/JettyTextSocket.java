package dev.trine.net;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/// A text socket over Jetty's frames. At most one text is on its way, so a slow client holds the memory
/// of one.
final class JettyTextSocket implements FrameHandler, TextSocket {
    private final Consumer<TextSocket> opened;
    private final AtomicBoolean sending = new AtomicBoolean();
    private volatile @Nullable CoreSession session;

    /// @param opened told when texts can be sent, on a thread of the server: not to block
    JettyTextSocket(Consumer<TextSocket> opened) {
        this.opened = opened;
    }

    @Override
    public void onOpen(CoreSession started, Callback callback) {
        session = started;
        callback.succeeded();
        started.demand();
        opened.accept(this);
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        CoreSession open = session;
        if (open == null) {
            callback.succeeded();
            return;
        }
        if (frame.getOpCode() == OpCode.PING) {
            open.sendFrame(new Frame(OpCode.PONG, true, frame.getPayload()), Callback.NOOP, false);
        }
        callback.succeeded();
        if (frame.getOpCode() != OpCode.CLOSE) {
            open.demand();
        }
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        session = null;
        callback.succeeded();
    }

    @Override
    public boolean isOpen() {
        CoreSession open = session;
        return open != null && open.isOutputOpen();
    }

    @Override
    public boolean send(String text) {
        CoreSession open = session;
        if (open == null || !open.isOutputOpen() || !sending.compareAndSet(false, true)) {
            return false;
        }
        open.sendFrame(
                new Frame(OpCode.TEXT, text), Callback.from(() -> sending.set(false)), false);
        return true;
    }

    @Override
    public void close() {
        CoreSession open = session;
        if (open == null) {
            return;
        }
        if (sending.get()) {
            open.abort();
        } else {
            open.close(CloseStatus.SHUTDOWN, "the server ends the updates", Callback.NOOP);
        }
    }
}
