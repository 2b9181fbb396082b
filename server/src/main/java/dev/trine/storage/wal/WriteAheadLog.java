package dev.trine.storage.wal;

import dev.trine.model.Batch;
import dev.trine.model.Clock;
import dev.trine.self.MetricRegistry;
import dev.trine.storage.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;

/// The log that every batch goes through before it is acknowledged. Safe for use by many threads;
/// closed by whoever opened it.
///
/// Positions are `segment number << 32 | offset in the segment`.
public final class WriteAheadLog implements AutoCloseable {
    /// Bytes of encoded batches that may wait at once.
    private static final long IN_FLIGHT_BYTES = 32 << 20;

    private final Segments segments;
    private final Recovery recovery;
    private final GroupCommit commits;
    private final FrameBuffers buffers;

    private WriteAheadLog(
            Segments segments, Recovery recovery, GroupCommit commits, FrameBuffers buffers) {
        this.segments = segments;
        this.recovery = recovery;
        this.commits = commits;
        this.buffers = buffers;
    }

    /// Opens the log in a folder, making it when missing: replays every intact batch above `covered`
    /// into the listener on the calling thread, sets damage aside, and begins a new segment.
    ///
    /// Damage never makes this fail; an unusable folder or a log of a newer version does.
    ///
    /// @param quarantine folder for damaged bytes, made when needed
    /// @param covered what parts hold already, as the manifest says
    /// @throws IOException when the folder can't be read or written; says why
    public static WriteAheadLog open(
            Disk disk,
            Path folder,
            Path quarantine,
            WalOptions options,
            Clock clock,
            MetricRegistry registry,
            CoveredPositions covered,
            CommitListener listener)
            throws IOException {
        WalMetrics metrics = new WalMetrics(registry);
        disk.createFolder(folder);
        Segments segments = new Segments(disk, folder);
        metrics.gauges(registry, segments);
        LogReader reader = new LogReader(disk, segments, quarantine, covered, listener);
        Recovery recovery = reader.recover(clock);
        metrics.recovered(recovery);
        LogWriter writer =
                new LogWriter(
                        disk, segments, options, clock, metrics, reader.nextNumber(), reader.end());
        FrameBuffers buffers = new FrameBuffers(IN_FLIGHT_BYTES);
        GroupCommit commits = new GroupCommit(writer, buffers, listener, metrics);
        commits.start();
        return new WriteAheadLog(segments, recovery, commits, buffers);
    }

    /// Appends a batch and waits until it has survived what [WalOptions#ack()] promises and the
    /// listener has it. When this throws, the batch is not acknowledged; it may still be found at the
    /// next start, when its bytes reached the disk before the failure.
    ///
    /// @param batch complete, never changed again; every column has all rows
    /// @return its position
    /// @throws LogUnavailableException when it could not be logged now: disk full or failing, log
    ///     full, log closed
    /// @throws InterruptedException when interrupted while waiting; the batch may or may not be stored
    public long append(Batch batch) throws LogUnavailableException, InterruptedException {
        byte[] bytes = buffers.take(PendingFrame.OVERHEAD_BYTES + BatchFrame.maxBytes(batch));
        PendingFrame frame;
        try {
            frame = new PendingFrame(batch, bytes);
            commits.submit(frame);
        } catch (LogUnavailableException | RuntimeException e) {
            buffers.give(bytes);
            throw e;
        }
        return frame.await();
    }

    /// Deletes the segments whose batches all lie at or below a position: call it when parts cover
    /// them durably. The segment that is being written stays.
    public void trim(long position) throws IOException {
        segments.trim(position);
    }

    /// Whether [#trim(long)] would delete anything.
    public boolean trimmable(long position) {
        return segments.trimmable(position);
    }

    /// Size of all segments on disk. The owner seals heads early when this nears
    /// [WalOptions#maxBytes()].
    public long bytes() {
        return segments.bytes();
    }

    /// What opening found.
    public Recovery recovery() {
        return recovery;
    }

    /// Refuses further appends, finishes those under way, syncs and closes the files.
    @Override
    public void close() {
        commits.close();
    }
}
