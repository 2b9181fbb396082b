package dev.trine.storage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How storage is to work.
///
/// @param folder where everything lives; not touched in memory mode
/// @param mode on disk, or in memory only
/// @param ack what an acknowledged batch has survived
/// @param retentionBytes upper bound of parts and log on disk (or of heads, in memory mode); empty =
///     no bound
/// @param retentionTime data older than this is dropped, at most [#LONGEST_RETENTION]; empty = kept
public record StorageOptions(
        Path folder,
        Mode mode,
        Ack ack,
        Optional<Long> retentionBytes,
        Optional<Duration> retentionTime) {
    /// A hundred years: in nanoseconds it fits a long, and so does the moment that long ago.
    public static final Duration LONGEST_RETENTION = Duration.ofDays(36_500);

    public StorageOptions {
        if (retentionTime.isPresent()
                && (retentionTime.get().compareTo(Duration.ZERO) <= 0
                        || retentionTime.get().compareTo(LONGEST_RETENTION) > 0)) {
            throw new IllegalArgumentException(
                    "retentionTime: "
                            + retentionTime.get()
                            + " (expected: > 0, <= "
                            + LONGEST_RETENTION
                            + ")");
        }
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
