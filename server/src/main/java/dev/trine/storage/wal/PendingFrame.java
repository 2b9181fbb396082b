package dev.trine.storage.wal;

import dev.trine.model.Batch;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One append on its way: made and awaited by the thread that appends, written and answered by the
/// log's threads.
final class PendingFrame {
    /// What a batch needs at most beside its payload.
    static final int OVERHEAD_BYTES = FrameHeader.BYTES + 8;

    private final Batch batch;
    private final byte[] bytes;
    private final int frameBytes;
    private final Thread appender = Thread.currentThread();

    /// Where it was written; handed over with `answered`.
    private long position;

    private @Nullable LogUnavailableException failure;

    /// Written last, read first: what stands before it is visible then.
    private volatile boolean answered;

    /// Encodes a batch.
    ///
    /// @param bytes to encode into, for [BatchFrame#maxBytes] and [#OVERHEAD_BYTES]; in use until
    ///     answered
    PendingFrame(Batch batch, byte[] bytes) {
        this.batch = batch;
        this.bytes = bytes;
        int end = BatchFrame.encode(batch, bytes, FrameHeader.BYTES);
        int length = end - FrameHeader.BYTES;
        frameBytes = FrameHeader.frameBytes(length);
        for (int i = end; i < frameBytes; i++) {
            bytes[i] = 0;
        }
        FrameHeader.write(
                bytes, length, batch.rows(), FrameHeader.crc(bytes, FrameHeader.BYTES, length));
    }

    Batch batch() {
        return batch;
    }

    /// Header, payload and padding from 0 to [#frameBytes()].
    byte[] bytes() {
        return bytes;
    }

    int frameBytes() {
        return frameBytes;
    }

    long position() {
        return position;
    }

    /// Gives the frame its place.
    void place(int segment, long offset) {
        FrameHeader.seal(bytes, segment, offset);
        position = Position.of(segment, offset);
    }

    void succeed() {
        answered = true;
        LockSupport.unpark(appender);
    }

    void fail(LogUnavailableException why) {
        failure = why;
        answered = true;
        LockSupport.unpark(appender);
    }

    /// Waits for the answer.
    ///
    /// @return the position
    long await() throws LogUnavailableException, InterruptedException {
        while (!answered) {
            LockSupport.park(this);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return result();
    }

    boolean answered() {
        return answered;
    }

    /// The position, once answered.
    long result() throws LogUnavailableException {
        LogUnavailableException why = failure;
        if (why != null) {
            throw new LogUnavailableException(
                    String.valueOf(why.getMessage()), why.retryAfterSeconds(), why);
        }
        return position;
    }
}
