package dev.trine.storage;

import dev.trine.model.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// How storage is to work.
///
/// @param folder where everything lives; not touched in memory mode
/// @param mode on disk, or in memory only
/// @param ack what an acknowledged batch has survived
/// @param retention of all signals together; its bytes are those of parts and log
/// @param signalRetention of single signals, within that; its bytes are those of parts
public record StorageOptions(
        Path folder,
        Mode mode,
        Ack ack,
        RetentionLimits retention,
        Map<Signal, RetentionLimits> signalRetention) {
    /// A hundred years: in nanoseconds it fits a long, and so does the moment that long ago.
    public static final Duration LONGEST_RETENTION = Duration.ofDays(36_500);

    public StorageOptions {
        signalRetention = Map.copyOf(signalRetention);
    }

    /// With limits for all signals together only.
    public StorageOptions(
            Path folder,
            Mode mode,
            Ack ack,
            Optional<Long> retentionBytes,
            Optional<Duration> retentionTime) {
        this(
                folder,
                mode,
                ack,
                new RetentionLimits(retentionBytes, retentionTime, Optional.empty()),
                Map.of());
    }

    /// Upper bound of parts and log on disk (or of heads, in memory mode); empty = no bound.
    public Optional<Long> retentionBytes() {
        return retention.bytes();
    }

    /// Data older than this is dropped; empty = kept.
    public Optional<Duration> retentionTime() {
        return retention.time();
    }

    /// The limits of one signal alone.
    public RetentionLimits retentionOf(Signal signal) {
        return signalRetention.getOrDefault(signal, RetentionLimits.NONE);
    }

    /// Where data lives.
    public enum Mode {
        DISK,
        MEMORY
    }

    /// What has happened before an append returns.
    public enum Ack {
        /// fdatasync returned: the batch survives a power cut.
        SYNCED,
        /// The batch was written to the operating system: it survives the end of the process, and a
        /// power cut can lose the last second.
        WRITTEN
    }
}
