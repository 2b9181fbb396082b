package dev.trine.query.filter;

import dev.trine.model.Batch;
import dev.trine.model.TimeRange;
import dev.trine.query.exec.Query;
import dev.trine.storage.BatchStore;
import dev.trine.storage.Block;
import dev.trine.storage.BlockVisitor;
import dev.trine.storage.ScanRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Finds the newest rows that match, one page of them. Batches come newest first and the scan ends
/// as soon as the page is full of rows newer than all that is left; rows older than the oldest on a
/// full page are not even looked at. Of each block the columns of the filter are read first, the
/// others only where that is worth it. Used once, by one thread.
public final class NewestRows<B extends Batch> implements BlockVisitor<B> {
    private final RowFilter<B> filter;
    private final RowOrder<B> order;
    private final TimeRange range;
    private final int limit;
    private final @Nullable RowKey after;
    private final Query query;
    private final TreeMap<RowKey, Found<B>> found = new TreeMap<>();
    private long equalToCursor;
    private int[] rows = new int[8_192];

    /// The key of the last row of a page that has a next one.
    private @Nullable RowKey end;

    private NewestRows(
            RowFilter<B> filter,
            RowOrder<B> order,
            TimeRange range,
            int limit,
            @Nullable RowKey after,
            Query query) {
        this.filter = filter;
        this.order = order;
        this.range = range;
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
        TimeRange left = after.map(key -> upTo(range, key.timeNanos())).orElse(range);
        NewestRows<B> newest =
                new NewestRows<>(filter, order, left, limit, after.orElse(null), query);
        store.scanBlocks(left, ScanRequest.Order.NEWEST_FIRST, newest);
        return newest.page();
    }

    private static TimeRange upTo(TimeRange range, long lastNanos) {
        long end = lastNanos == Long.MAX_VALUE ? lastNanos : lastNanos + 1;
        return new TimeRange(
                range.startNanos(), Math.max(range.startNanos(), Math.min(range.endNanos(), end)));
    }

    @Override
    public boolean visit(Block<B> block) {
        query.check();
        TimeRange open = range;
        if (isFull()) {
            long floor = found.lastKey().timeNanos();
            if (block.maxNanos() < floor) {
                return false;
            }
            open = new TimeRange(Math.max(range.startNanos(), floor), range.endNanos());
        }
        Optional<B> filtered = filter.candidates(block);
        if (filtered.isPresent()) {
            if (rows.length < filtered.get().rows()) {
                rows = new int[filtered.get().rows()];
            }
            int count = filter.select(filtered.get(), open, rows);
            if (count > 0) {
                offerAll(block, count);
            }
        }
        return true;
    }

    private void offerAll(Block<B> block, int count) {
        Optional<B> keyed = block.read(order.keyColumns());
        if (keyed.isEmpty()) {
            return;
        }
        B batch = keyed.get();
        Holder<B> holder = new Holder<>(block);
        // From the end: most batches were filled in the order of time.
        for (int i = count - 1; i >= 0; i--) {
            if (!isFull() || order.timeNanos(batch, rows[i]) >= found.lastKey().timeNanos()) {
                offer(order.key(batch, rows[i]), holder, rows[i]);
            }
        }
        if (order.keyColumns() == order.allColumns() && holder.live > 0) {
            keep(holder, batch);
        }
    }

    /// Reads what is still missing of the rows found, and copies them out of their blocks. Where a
    /// block turns out to be damaged the page gets shorter, but the next one begins where it would
    /// have begun.
    @Override
    public void finish() {
        if (isFull()) {
            drop(found.pollLastEntry().getValue().holder);
            end = found.lastKey();
        }
        Set<Holder<B>> unread = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Found<B> one : found.values()) {
            if (one.holder.copy == null) {
                unread.add(one.holder);
            }
        }
        for (Holder<B> holder : unread) {
            query.check();
            Optional<B> batch = holder.block.read(order.allColumns());
            if (batch.isPresent()) {
                keep(holder, batch.get());
            } else {
                found.values().removeIf(one -> one.holder == holder);
            }
        }
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

    /// Copies the rows found in a block to a batch that has nothing else in it.
    private void keep(Holder<B> holder, B batch) {
        int[] kept = new int[holder.live];
        int count = 0;
        for (Map.Entry<RowKey, Found<B>> entry : found.entrySet()) {
            Found<B> one = entry.getValue();
            if (one.holder == holder) {
                kept[count] = one.row;
                entry.setValue(new Found<>(holder, count++));
            }
        }
        B copy = order.copy(batch, kept, count);
        long sideBytes = batch.resources().heapBytes() + batch.scopes().heapBytes();
        holder.copy = copy;
        holder.chargedBytes = copy.heapBytes() - sideBytes;
        query.charge(holder.chargedBytes);
    }

    private Page<B> page() {
        List<Page.Row<B>> page = new ArrayList<>(found.size());
        for (Found<B> one : found.values()) {
            page.add(new Page.Row<>(Objects.requireNonNull(one.holder.copy), one.row));
        }
        return new Page<>(page, Optional.ofNullable(end));
    }

    private record Found<B extends Batch>(Holder<B> holder, int row) {}

    /// A block with rows on the page.
    private static final class Holder<B extends Batch> {
        private final Block<B> block;
        private @Nullable B copy;
        private int live;
        private long chargedBytes;

        private Holder(Block<B> block) {
            this.block = block;
        }
    }
}
