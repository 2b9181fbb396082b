package dev.trine.api;

import dev.trine.model.Signal;
import dev.trine.model.TimeRange;
import dev.trine.query.exec.QueryPool;
import dev.trine.storage.Storage;
import dev.trine.storage.StorageStats;
import java.util.OptionalLong;

/// What endpoints search with.
record Search(Storage storage, QueryPool pool) {
    /// What is stored of a signal now.
    StorageStats.SignalStats stats(Signal signal) {
        StorageStats.SignalStats stats = storage.stats().signals().get(signal);
        return stats != null
                ? stats
                : new StorageStats.SignalStats(
                        0, 0, 0, 0, 0, 0, OptionalLong.empty(), OptionalLong.empty());
    }

    /// The seconds that rates over a range refer to: the part of it for which there can be data. It
    /// begins with the oldest span stored and is never shorter than a second.
    double rateSeconds(TimeRange range) {
        StorageStats.SignalStats stats = stats(Signal.TRACES);
        long oldest = stats.oldestNanos().orElse(0);
        long start = Math.max(range.startNanos(), oldest);
        long end =
                range.endNanos() == Long.MAX_VALUE
                        ? stats.newestNanos().orElse(start)
                        : range.endNanos();
        return Math.max(1.0, (end - start) / 1e9);
    }
}
