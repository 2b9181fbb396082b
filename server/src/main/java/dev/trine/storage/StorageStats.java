package dev.trine.storage;

import dev.trine.model.Signal;
import java.util.Map;
import java.util.OptionalLong;

/// What storage holds at one moment.
///
/// @param signals per signal
/// @param walBytes bytes of log on disk
/// @param headBytes bytes of memory held by heads
/// @param quarantinedBytes damaged bytes set aside since the data folder was made
/// @param walTruncatedBytes bytes of torn log tail cut off at the last start
public record StorageStats(
        Map<Signal, SignalStats> signals,
        long walBytes,
        long headBytes,
        long quarantinedBytes,
        long walTruncatedBytes) {
    /// One signal's share.
    ///
    /// @param rows spans, records or points that can be read now
    /// @param series distinct series in heads; 0 for other signals than metrics
    /// @param parts part files
    /// @param partBytes their size
    /// @param evictedParts part files dropped by retention since start
    /// @param evictedRows rows in them
    /// @param oldestNanos time of the oldest row, empty when there is none
    /// @param newestNanos time of the newest row
    public record SignalStats(
            long rows,
            long series,
            long parts,
            long partBytes,
            long evictedParts,
            long evictedRows,
            OptionalLong oldestNanos,
            OptionalLong newestNanos) {}

    public StorageStats {
        signals = Map.copyOf(signals);
    }
}
