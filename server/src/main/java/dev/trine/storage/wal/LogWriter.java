package dev.trine.storage.wal;

import dev.trine.model.Clock;
import dev.trine.storage.disk.Disk;
import dev.trine.storage.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts groups of frames into segments and makes them as durable as promised. Used by one thread at a
/// time.
///
/// After any failure the segment is given up and its file never written or synced again: the operating
/// system may have dropped what it could not write. The next segment's header says where the good part
/// of this one ends.
final class LogWriter {
    private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);
    private static final int STAGING_BYTES = 1 << 20;
    private static final long SPACE_CHECK_BYTES = 1 << 20;
    private static final long SYNC_INTERVAL_NANOS = 500_000_000;

    private final Disk disk;
    private final Segments segments;
    private final WalOptions options;
    private final Clock clock;
    private final WalMetrics metrics;
    private final ByteBuffer staging;

    private @Nullable SegmentWriter active;
    private int nextNumber;

    /// What the next segment's header says.
    private LogEnd end;

    /// Position of the last good frame of the active segment; 0 = none.
    private long lastPosition;

    /// What may still be written before free space is asked for again.
    private long knownFreeBytes;

    /// When the oldest write that was not synced happened; meaningful while `dirty`.
    private long dirtySinceNanos;

    private boolean dirty;

    LogWriter(
            Disk disk,
            Segments segments,
            WalOptions options,
            Clock clock,
            WalMetrics metrics,
            int nextNumber,
            LogEnd end) {
        this.disk = disk;
        this.segments = segments;
        this.options = options;
        this.clock = clock;
        this.metrics = metrics;
        this.nextNumber = nextNumber;
        this.end = end;
        this.staging =
                ByteBuffer.allocateDirect((int) Math.min(STAGING_BYTES, options.segmentBytes()));
    }

    /// Writes frames from `from` on, as many as go into one segment, and syncs them if so promised.
    ///
    /// @return the index of the first frame that was not written
    /// @throws LogUnavailableException when none of them was written durably
    int write(List<PendingFrame> frames, int from) throws LogUnavailableException {
        try {
            SegmentWriter segment = segmentFor(frames.get(from).frameBytes());
            long bytes = frames.get(from).frameBytes();
            int end = from + 1;
            while (end < frames.size() && segment.fits(bytes + frames.get(end).frameBytes())) {
                bytes += frames.get(end++).frameBytes();
            }
            checkSpace(segment.allocatedWith(bytes) - segment.allocated());
            for (int i = from; i < end; i++) {
                segment.put(frames.get(i));
            }
            segment.flush();
            settle(segment, frames.get(end - 1).position());
            metrics.appendedBytes.add(bytes);
            metrics.appendedFrames.add(end - from);
            metrics.groupFrames.record(end - from);
            return end;
        } catch (IOException e) {
            abandon(e);
            throw new LogUnavailableException(
                    "the log could not be written: " + e.getMessage(), 5, e);
        }
    }

    /// Syncs what was acknowledged as written, when it has waited long enough that a power cut shall
    /// lose no more than a second.
    ///
    /// @return nanoseconds until that is to be asked again
    long syncWhenDue() {
        if (!dirty) {
            return SYNC_INTERVAL_NANOS;
        }
        long waited = clock.monotonicNanos() - dirtySinceNanos;
        if (waited < SYNC_INTERVAL_NANOS) {
            return SYNC_INTERVAL_NANOS - waited;
        }
        syncNow();
        return SYNC_INTERVAL_NANOS;
    }

    /// Syncs and closes the active segment.
    void close() {
        syncNow();
        SegmentWriter segment = active;
        if (segment != null) {
            closeFile(segment);
        }
    }

    /// Makes flushed frames as durable as promised.
    private void settle(SegmentWriter segment, long last) throws IOException {
        segments.put(segment.number(), segment.allocated(), Segments.OPEN);
        if (options.ack() == Ack.SYNCED) {
            sync(segment);
        } else if (!dirty) {
            dirty = true;
            dirtySinceNanos = clock.monotonicNanos();
        }
        end = new LogEnd(Position.of(segment.number(), segment.end()), last);
        lastPosition = last;
    }

    private void sync(SegmentWriter segment) throws IOException {
        long start = clock.monotonicNanos();
        segment.sync();
        metrics.syncSeconds.record((clock.monotonicNanos() - start) / 1e9);
        dirty = false;
    }

    private void syncNow() {
        SegmentWriter segment = active;
        if (dirty && segment != null) {
            try {
                sync(segment);
            } catch (IOException e) {
                abandon(e);
            }
        }
    }

    private SegmentWriter segmentFor(long frameBytes) throws IOException, LogUnavailableException {
        SegmentWriter segment = active;
        if (segment != null && segment.fits(frameBytes)) {
            return segment;
        }
        syncNow();
        segment = active;
        if (segment != null) {
            closeFile(segment);
        }
        long ahead = Math.min(SegmentWriter.STEP_BYTES, options.segmentBytes());
        checkSpace(Math.max(SegmentHeader.BYTES + frameBytes, ahead));
        return begin();
    }

    private SegmentWriter begin() throws IOException {
        int number = nextNumber++;
        DiskFile file = disk.create(segments.file(number));
        try {
            SegmentWriter segment =
                    new SegmentWriter(number, file, staging, options.segmentBytes());
            segment.header(new SegmentHeader(SegmentHeader.VERSION, number, end));
            segment.sync();
            disk.syncFolder(segments.folder());
            segments.put(number, segment.allocated(), Segments.OPEN);
            lastPosition = 0;
            active = segment;
            return segment;
        } catch (IOException e) {
            try (file) {
                disk.delete(segments.file(number));
            } catch (IOException next) {
                e.addSuppressed(next);
            }
            throw e;
        }
    }

    /// @param bytes that files will grow by
    private void checkSpace(long bytes) throws IOException, LogUnavailableException {
        if (segments.bytes() + bytes > options.maxBytes()) {
            throw refused(
                    "the log is full: "
                            + segments.bytes()
                            + " of "
                            + options.maxBytes()
                            + " bytes wait to be stored as parts");
        }
        if (knownFreeBytes < bytes) {
            long free = disk.freeBytes(segments.folder()) - options.reserveBytes();
            if (free < bytes) {
                throw refused(
                        "the disk of "
                                + segments.folder()
                                + " is nearly full: "
                                + Math.max(0, free)
                                + " bytes left above the reserve of "
                                + options.reserveBytes()
                                + "; free some space or lower --retention.size");
            }
            knownFreeBytes = Math.min(free, Math.max(bytes, SPACE_CHECK_BYTES));
        }
        knownFreeBytes -= bytes;
    }

    private static LogUnavailableException refused(String message) {
        return new LogUnavailableException(message, 5);
    }

    /// Gives the active segment up.
    private void abandon(IOException cause) {
        LOG.error("A write to the log failed; its segment is given up", cause);
        metrics.failures.increment();
        knownFreeBytes = 0;
        SegmentWriter segment = active;
        if (segment != null) {
            closeFile(segment);
        }
    }

    private void closeFile(SegmentWriter segment) {
        active = null;
        dirty = false;
        segments.put(segment.number(), segment.allocated(), lastPosition);
        try {
            segment.close();
        } catch (IOException e) {
            LOG.warn("A segment of the log did not close", e);
        }
    }
}
