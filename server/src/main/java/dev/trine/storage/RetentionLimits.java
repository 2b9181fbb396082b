package dev.trine.storage;

import java.time.Duration;
import java.util.Optional;

/// How much is kept before the oldest goes; the first limit that is reached counts.
///
/// @param bytes on disk, or of heads in memory mode; empty = no bound
/// @param time data older than this is dropped, at most [StorageOptions#LONGEST_RETENTION]
/// @param rows spans, log records or points
public record RetentionLimits(Optional<Long> bytes, Optional<Duration> time, Optional<Long> rows) {
    /// Everything is kept.
    public static final RetentionLimits NONE =
            new RetentionLimits(Optional.empty(), Optional.empty(), Optional.empty());

    public RetentionLimits {
        if (time.isPresent()
                && (time.get().compareTo(Duration.ZERO) <= 0
                        || time.get().compareTo(StorageOptions.LONGEST_RETENTION) > 0)) {
            throw new IllegalArgumentException(
                    "retention time: "
                            + time.get()
                            + " (expected: > 0, <= "
                            + StorageOptions.LONGEST_RETENTION
                            + ")");
        }
        if (bytes.orElse(1L) < 1 || rows.orElse(1L) < 1) {
            throw new IllegalArgumentException(
                    "retention: " + bytes + " bytes, " + rows + " rows (expected: >= 1)");
        }
    }
}
