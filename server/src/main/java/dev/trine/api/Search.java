package dev.trine.api;

import dev.trine.model.Batch;
import dev.trine.model.Signal;
import dev.trine.model.TimeRange;
import dev.trine.net.Exchange;
import dev.trine.query.column.TimeBuckets;
import dev.trine.query.exec.QueryPool;
import dev.trine.query.filter.NewestRows;
import dev.trine.query.filter.Page;
import dev.trine.query.filter.RowFilter;
import dev.trine.query.filter.RowKey;
import dev.trine.query.filter.RowOrder;
import dev.trine.storage.BatchStore;
import dev.trine.storage.Storage;
import dev.trine.storage.StorageStats;
import java.util.List;
import java.util.Optional;
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

    /// The steps of a histogram: of the range asked for, or of what is stored.
    TimeBuckets buckets(Parameters parameters, Signal signal) {
        StorageStats.SignalStats stored = stats(signal);
        return TimeBuckets.over(
                parameters.range(),
                stored.oldestNanos(),
                stored.newestNanos(),
                parameters.integer("buckets", 60, 1_000));
    }

    /// Finds the page of rows asked for, the newest first, and tells where the next one begins.
    <B extends Batch> List<Page.Row<B>> page(
            Exchange exchange,
            Parameters parameters,
            BatchStore<B> store,
            RowFilter<B> filter,
            RowOrder<B> order)
            throws InterruptedException {
        TimeRange range = parameters.range();
        Optional<RowKey> after = parameters.cursor();
        int limit = parameters.limit();
        Page<B> page =
                pool.run(
                        query -> NewestRows.find(store, filter, order, range, after, limit, query));
        sendCursor(exchange, page.next());
        return page.rows();
    }

    static void sendCursor(Exchange exchange, Optional<RowKey> next) {
        next.ifPresent(key -> exchange.responseHeader("Trine-Next-Cursor", key.cursor()));
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
