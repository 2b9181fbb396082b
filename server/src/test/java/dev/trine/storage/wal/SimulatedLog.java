package dev.trine.storage.wal;

import dev.trine.model.Batch;
import dev.trine.self.MetricRegistry;
import dev.trine.storage.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// One life of the log on one thread: what [WriteAheadLog] wires, without its threads, so that a seed
/// decides everything.
final class SimulatedLog {
    static final Path FOLDER = Path.of("/data/wal");
    static final Path QUARANTINE = Path.of("/data/quarantine");

    final WalMetrics metrics = new WalMetrics(new MetricRegistry());
    final Segments segments;
    final Recovery recovery;
    final LogWriter writer;

    SimulatedLog(
            Disk disk,
            WalOptions options,
            ManualClock clock,
            CoveredPositions covered,
            CommitListener listener)
            throws IOException {
        disk.createFolder(FOLDER);
        segments = new Segments(disk, FOLDER);
        LogReader reader = new LogReader(disk, segments, QUARANTINE, covered, listener);
        recovery = reader.recover(clock);
        writer =
                new LogWriter(
                        disk, segments, options, clock, metrics, reader.nextNumber(), reader.end());
    }

    /// What happened to each frame of a group.
    interface Answers {
        void acknowledged(int index, long position);

        void refused(int index);
    }

    static PendingFrame frame(Batch batch) {
        return new PendingFrame(
                batch, new byte[BatchFrame.maxBytes(batch) + PendingFrame.OVERHEAD_BYTES]);
    }

    void append(List<Batch> group, Answers answers) {
        List<PendingFrame> frames = group.stream().map(SimulatedLog::frame).toList();
        int done = 0;
        while (done < frames.size()) {
            try {
                int end = writer.write(frames, done);
                for (; done < end; done++) {
                    answers.acknowledged(done, frames.get(done).position());
                }
            } catch (LogUnavailableException e) {
                for (; done < frames.size(); done++) {
                    answers.refused(done);
                }
            }
        }
    }
}
