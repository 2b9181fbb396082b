package dev.trine.storage;

import dev.trine.model.Batch;
import dev.trine.storage.SignalStore.NumberedPart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/// Chooses the parts that must go: whole parts, the oldest first, whatever their signal. How old a
/// part is, is the time of its newest row, or the time at which it was sealed when the row claims to
/// be of later: clocks that are wrong must neither keep a part for good nor let better ones go first.
final class Retention {
    /// Evicting goes on to this share of the bound, so that it is not due again at once.
    private static final double TARGET = 0.9;

    /// A part that must go, and whose it is.
    record Eviction(SignalStore<? extends Batch> store, NumberedPart part) {}

    private Retention() {}

    /// Parts in which every row is older than the bound.
    static List<Eviction> olderThan(List<SignalStore<? extends Batch>> stores, long boundNanos) {
        List<Eviction> old = oldestFirst(stores);
        old.removeIf(eviction -> eviction.part.part().newestNanos() >= boundNanos);
        return old;
    }

    /// The oldest parts that have to go for so many bytes to come down to 90 % of the bound; none
    /// while they are not above the bound.
    static List<Eviction> aboveBytes(
            List<SignalStore<? extends Batch>> stores, long usedBytes, long boundBytes) {
        return usedBytes <= boundBytes
                ? List.of()
                : freeing(stores, usedBytes - (long) (boundBytes * TARGET));
    }

    /// The same for rows.
    static List<Eviction> aboveRows(List<SignalStore<? extends Batch>> stores, long boundRows) {
        long rows = 0;
        for (SignalStore<? extends Batch> store : stores) {
            rows += store.stats().rows();
        }
        return rows <= boundRows
                ? List.of()
                : oldest(
                        stores,
                        rows - (long) (boundRows * TARGET),
                        eviction -> eviction.part.part().info().rows());
    }

    /// The oldest parts that together have at least so many bytes, or all there are.
    static List<Eviction> freeing(List<SignalStore<? extends Batch>> stores, long bytes) {
        return oldest(stores, bytes, eviction -> eviction.part.part().info().bytes());
    }

    private static List<Eviction> oldest(
            List<SignalStore<? extends Batch>> stores,
            long amount,
            ToLongFunction<Eviction> amountOf) {
        List<Eviction> chosen = new ArrayList<>();
        long left = amount;
        for (Eviction eviction : oldestFirst(stores)) {
            if (left <= 0) {
                break;
            }
            left -= amountOf.applyAsLong(eviction);
            chosen.add(eviction);
        }
        return chosen;
    }

    private static List<Eviction> oldestFirst(List<SignalStore<? extends Batch>> stores) {
        List<Eviction> all = new ArrayList<>();
        for (SignalStore<? extends Batch> store : stores) {
            for (NumberedPart part : store.view().parts()) {
                all.add(new Eviction(store, part));
            }
        }
        all.sort(
                Comparator.comparingLong((Eviction e) -> e.part.part().newestNanos())
                        .thenComparingLong(e -> e.part.number()));
        return all;
    }
}
