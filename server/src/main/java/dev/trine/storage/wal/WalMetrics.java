package dev.trine.storage.wal;

import dev.trine.self.Counter;
import dev.trine.self.Histogram;
import dev.trine.self.MetricRegistry;

/// What the log counts about itself.
final class WalMetrics {
    private static final double[] SECONDS = {
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5
    };
    private static final double[] FRAMES = {1, 2, 4, 8, 16, 32, 64, 128, 256};

    final Counter appendedBytes;
    final Counter appendedFrames;
    final Counter refusedFrames;
    final Counter failures;
    final Histogram syncSeconds;
    final Histogram groupFrames;
    final Counter truncatedBytes;
    final Counter quarantinedBytes;
    final Counter missingBytes;

    WalMetrics(MetricRegistry registry) {
        appendedBytes =
                registry.counter("trine_wal_appended_bytes_total", "Bytes of frames written.");
        appendedFrames =
                registry.counter("trine_wal_appended_frames_total", "Batches written durably.");
        refusedFrames =
                registry.counter(
                        "trine_wal_refused_frames_total",
                        "Batches refused because the disk or the log was full or failed.");
        failures =
                registry.counter(
                        "trine_wal_failures_total",
                        "Writes and syncs that failed; each ends a segment.");
        syncSeconds =
                registry.histogram("trine_wal_sync_seconds", "Time of one fdatasync.", SECONDS);
        groupFrames =
                registry.histogram(
                        "trine_wal_group_frames", "Batches written and synced at once.", FRAMES);
        truncatedBytes =
                registry.counter(
                        "trine_wal_truncated_bytes_total",
                        "Bytes of unacknowledged log tail cut off at the start.");
        quarantinedBytes =
                registry.counter(
                        "trine_wal_quarantined_bytes_total",
                        "Damaged bytes of log set aside at the start.");
        missingBytes =
                registry.counter(
                        "trine_wal_missing_bytes_total",
                        "Bytes of log found missing at the start.");
    }

    void gauges(MetricRegistry registry, Segments segments) {
        registry.gauge("trine_wal_bytes", "Size of the log on disk.", segments::bytes);
        registry.gauge("trine_wal_segments", "Segment files of the log.", segments::count);
    }

    void recovered(Recovery found) {
        truncatedBytes.add(found.truncatedBytes());
        quarantinedBytes.add(found.quarantinedBytes());
        missingBytes.add(found.missingBytes());
    }
}
