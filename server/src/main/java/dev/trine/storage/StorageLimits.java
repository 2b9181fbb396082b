package dev.trine.storage;

import java.time.Duration;

/// The bounds inside the engine, all in one place.
///
/// @param headBytes memory of rows that are in no part, above which heads are sealed
/// @param maxHeadBytes memory above which appends wait, and then fail
/// @param headAge how long a row waits at most before its head is sealed
/// @param appendWaitMs how long an append waits for memory
/// @param walSegmentBytes size of a log segment
/// @param walSealBytes size of the log above which all heads are sealed, so that it can be trimmed:
///     it bounds the time of a restart
/// @param walMaxBytes size of the log above which appends fail
/// @param reserveBytes free disk space below which appends fail and the oldest parts go
record StorageLimits(
        long headBytes,
        long maxHeadBytes,
        Duration headAge,
        long appendWaitMs,
        long walSegmentBytes,
        long walSealBytes,
        long walMaxBytes,
        long reserveBytes) {
    private static final long MIB = 1 << 20;

    StorageLimits {
        if (headBytes <= 0 || maxHeadBytes < headBytes) {
            throw new IllegalArgumentException(
                    "headBytes: " + headBytes + " (expected: 1.." + maxHeadBytes + ")");
        }
        if (walSealBytes < walSegmentBytes || walMaxBytes < walSealBytes) {
            throw new IllegalArgumentException(
                    "walSealBytes: "
                            + walSealBytes
                            + " (expected: "
                            + walSegmentBytes
                            + ".."
                            + walMaxBytes
                            + ")");
        }
    }

    /// For a heap of some size: an eighth of it for heads (64 MiB of 512), the log in proportion to
    /// what may be kept on disk at all.
    static StorageLimits of(StorageOptions options, long heapBytes) {
        long headBytes = Math.clamp(heapBytes / 8, 8 * MIB, 256 * MIB);
        long disk = options.retentionBytes().orElse(Long.MAX_VALUE);
        long segmentBytes = Math.clamp(disk / 16, MIB, 64 * MIB);
        long sealBytes = Math.clamp(disk / 4, 2 * segmentBytes, 256 * MIB);
        return new StorageLimits(
                headBytes,
                headBytes * 5 / 2,
                Duration.ofMinutes(10),
                5_000,
                segmentBytes,
                sealBytes,
                Math.clamp(disk, 4 * sealBytes, 2048 * MIB),
                64 * MIB);
    }
}
