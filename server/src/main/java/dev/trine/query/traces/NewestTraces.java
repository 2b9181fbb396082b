package dev.trine.query.traces;

import dev.trine.model.SpanBatch;
import dev.trine.model.TimeRange;
import dev.trine.model.TraceId;
import dev.trine.query.exec.Query;
import dev.trine.query.filter.RowKey;
import dev.trine.query.filter.SpanFilter;
import dev.trine.storage.Block;
import dev.trine.storage.ScanRequest;
import dev.trine.storage.SpanStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Finds the traces with the newest matching spans by scanning newest first, no further than needed.
final class NewestTraces implements TraceSearch.Candidates {
    private static final long IDS = SpanBatch.SCHEMA.set("trace_id_high", "trace_id_low");

    private final SpanStore store;
    private final SpanFilter filter;
    private final TimeRange range;
    private final Query query;

    NewestTraces(SpanStore store, SpanFilter filter, TimeRange range, Query query) {
        this.store = store;
        this.filter = filter;
        this.range = range;
        this.query = query;
    }

    @Override
    public List<RowKey> behind(Optional<RowKey> after, int limit) {
        TimeRange left = after.map(this::upTo).orElse(range);
        Scan scan = new Scan(after, limit, left);
        store.scanBlocks(left, ScanRequest.Order.NEWEST_FIRST, scan::visit);
        return new ArrayList<>(scan.newest.keySet());
    }

    private TimeRange upTo(RowKey key) {
        long end = Math.min(range.endNanos(), key.timeNanos() + 1);
        return new TimeRange(range.startNanos(), Math.max(range.startNanos(), end));
    }

    private final class Scan {
        private final Optional<RowKey> after;
        private final int limit;
        private final TimeRange left;
        private final TreeMap<RowKey, TraceId> newest = new TreeMap<>();
        private final Map<TraceId, RowKey> keys = new HashMap<>();
        private int[] rows = {};

        Scan(Optional<RowKey> after, int limit, TimeRange left) {
            this.after = after;
            this.limit = limit;
            this.left = left;
        }

        /// Reads the ids only where a span matches: of what a search for something rare reads, they are
        /// much.
        private boolean visit(Block<SpanBatch> block) {
            query.check();
            TimeRange open = left;
            if (newest.size() == limit) {
                long floor = newest.lastKey().timeNanos();
                if (block.maxNanos() < floor) {
                    return false;
                }
                open = new TimeRange(Math.max(left.startNanos(), floor), left.endNanos());
            }
            Optional<SpanBatch> filtered = filter.candidates(block);
            int count = filtered.isPresent() ? select(filtered.get(), open) : 0;
            Optional<SpanBatch> ids = count > 0 ? block.read(IDS) : Optional.empty();
            if (filtered.isPresent() && ids.isPresent()) {
                for (int i = count - 1; i >= 0; i--) {
                    offer(filtered.get().startNanos.get(rows[i]), ids.get(), rows[i]);
                }
            }
            return true;
        }

        private int select(SpanBatch batch, TimeRange open) {
            int size = batch.rows();
            if (rows.length < size) {
                rows = new int[size];
            }
            return filter.select(batch, open, rows);
        }

        private void offer(long start, SpanBatch ids, int row) {
            if (newest.size() == limit && start < newest.lastKey().timeNanos()) {
                return;
            }
            TraceId id = new TraceId(ids.traceIdHigh.get(row), ids.traceIdLow.get(row));
            RowKey key = new RowKey(start, id.high(), id.low(), 0);
            if (after.isPresent() && key.compareTo(after.get()) <= 0) {
                return;
            }
            RowKey known = keys.get(id);
            if (known != null) {
                if (known.timeNanos() >= start) {
                    return;
                }
                newest.remove(known);
            }
            newest.put(key, id);
            keys.put(id, key);
            if (newest.size() > limit) {
                keys.remove(newest.pollLastEntry().getValue());
            }
        }
    }
}
