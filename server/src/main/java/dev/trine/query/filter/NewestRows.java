package dev.trine.query.filter;

import dev.trine.model.Batch;
import dev.trine.model.TimeRange;
import dev.trine.query.exec.Query;
import dev.trine.storage.BatchStore;
import dev.trine.storage.ScanRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Finds the newest rows that match, one page of them. Batches come newest first and the scan ends
/// as soon as the page is full of rows newer than all that is left; rows older than the oldest on a
/// full page are not even looked at. What is found is copied out of its batch. Used once, by one
/// thread.
public final class NewestRows<B extends Batch> {
    private final RowOrder<B> order;
    private final int limit;
    private final @Nullable RowKey after;
    private final Query query;
    private final TreeMap<RowKey, Found<B>> found = new TreeMap<>();
    private long equalToCursor;
    private int[] rows = new int[8_192];

    private NewestRows(RowOrder<B> order, int limit, @Nullable RowKey after, Query query) {
        this.order = order;
        this.limit = limit;
        this.after = after;
        this.query = query;
    }

    /// Finds a page.
    ///
    /// @param after the key behind which the page begins
    public static <B extends Batch> Page<B> find(
            BatchStore<B> store,
            RowFilter<B> filter,
            RowOrder<B> order,
            TimeRange range,
            Optional<RowKey> after,
            int limit,
            Query query) {
        NewestRows<B> newest = new NewestRows<>(order, limit, after.orElse(null), query);
        TimeRange left = after.map(key -> upTo(range, key.timeNanos())).orElse(range);
        store.scan(
                new ScanRequest(left, -1L, ScanRequest.Order.NEWEST_FIRST),
                (batch, min, max) -> newest.visit(batch, max, filter, left));
        return newest.page();
    }

    private static TimeRange upTo(TimeRange range, long lastNanos) {
        long end = lastNanos == Long.MAX_VALUE ? lastNanos : lastNanos + 1;
        return new TimeRange(
                range.startNanos(), Math.max(range.startNanos(), Math.min(range.endNanos(), end)));
    }

    private boolean visit(B batch, long maxNanos, RowFilter<B> filter, TimeRange range) {
        query.check();
        TimeRange open = range;
        if (isFull()) {
            long floor = found.lastKey().timeNanos();
            if (maxNanos < floor) {
                return false;
            }
            open = new TimeRange(Math.max(range.startNanos(), floor), range.endNanos());
        }
        if (rows.length < batch.rows()) {
            rows = new int[batch.rows()];
        }
        int count = filter.select(batch, open, rows);
        Holder<B> holder = new Holder<>(batch);
        // From the end: most batches were filled in the order of time.
        for (int i = count - 1; i >= 0; i--) {
            if (!isFull() || order.timeNanos(batch, rows[i]) >= found.lastKey().timeNanos()) {
                offer(order.key(batch, rows[i]), holder, rows[i]);
            }
        }
        keep(holder);
        return true;
    }

    /// One more than a page holds, to know whether there is a next one.
    private boolean isFull() {
        return found.size() > limit;
    }

    private void offer(RowKey key, Holder<B> holder, int row) {
        RowKey place = order.listsEqualRows() ? ranked(key) : key;
        if (place == null || isBeforePage(place)) {
            return;
        }
        if (isFull() && place.compareTo(found.lastKey()) > 0) {
            return;
        }
        if (found.putIfAbsent(place, new Found<>(holder, row)) != null) {
            return;
        }
        holder.live++;
        if (found.size() > limit + 1) {
            drop(found.pollLastEntry().getValue().holder);
        }
    }

    private boolean isBeforePage(RowKey key) {
        return after != null && key.compareTo(after) <= 0;
    }

    /// Equal rows are ranked as they come: since they are equal, it doesn't matter which of them an
    /// earlier page has shown. Null for those that it has.
    private @Nullable RowKey ranked(RowKey key) {
        long firstRank = 0;
        if (after != null && key.equalsButRank(after)) {
            if (equalToCursor <= after.rank()) {
                equalToCursor++;
                return null;
            }
            firstRank = after.rank() + 1;
        }
        RowKey last = found.floorKey(key.withRank(-1L));
        boolean follows = last != null && last.equalsButRank(key);
        return key.withRank(follows ? last.rank() + 1 : firstRank);
    }

    private void drop(Holder<B> holder) {
        if (--holder.live == 0) {
            query.release(holder.chargedBytes);
        }
    }

    /// Moves the rows found in a batch to one that has nothing else in it.
    private void keep(Holder<B> holder) {
        if (holder.live == 0) {
            return;
        }
        int[] kept = new int[holder.live];
        int count = 0;
        for (Map.Entry<RowKey, Found<B>> entry : found.entrySet()) {
            Found<B> one = entry.getValue();
            if (one.holder == holder) {
                kept[count] = one.row;
                entry.setValue(new Found<>(holder, count++));
            }
        }
        B batch = holder.batch;
        holder.batch = order.copy(batch, kept, count);
        long sideBytes = batch.resources().heapBytes() + batch.scopes().heapBytes();
        holder.chargedBytes = holder.batch.heapBytes() - sideBytes;
        query.charge(holder.chargedBytes);
    }

    private Page<B> page() {
        List<Page.Row<B>> page = new ArrayList<>(Math.min(limit, found.size()));
        Optional<RowKey> next = Optional.empty();
        RowKey last = null;
        for (Map.Entry<RowKey, Found<B>> entry : found.entrySet()) {
            if (page.size() == limit) {
                next = Optional.ofNullable(last);
                break;
            }
            page.add(new Page.Row<>(entry.getValue().holder.batch, entry.getValue().row));
            last = entry.getKey();
        }
        return new Page<>(page, next);
    }

    private record Found<B extends Batch>(Holder<B> holder, int row) {}

    private static final class Holder<B extends Batch> {
        private B batch;
        private int live;
        private long chargedBytes;

        private Holder(B batch) {
            this.batch = batch;
        }
    }
}
