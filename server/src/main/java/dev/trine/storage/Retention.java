package dev.trine.storage;

import dev.trine.model.Batch;
import dev.trine.storage.SignalStore.NumberedPart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Chooses the parts that must go: whole parts, the oldest first, whatever their signal.
final class Retention {
    /// Evicting goes on to this share of the bound, so that it is not due again at once.
    private static final double TARGET = 0.9;

    /// A part that must go, and whose it is.
    record Eviction(SignalStore<? extends Batch> store, NumberedPart part) {}

    private Retention() {}

    /// Parts in which every row is older than the bound.
    static List<Eviction> olderThan(SignalStores stores, long boundNanos) {
        List<Eviction> old = oldestFirst(stores);
        old.removeIf(eviction -> eviction.part.part().info().maxNanos() >= boundNanos);
        return old;
    }

    /// The oldest parts that have to go for everything on disk to come down to 90 % of the bound;
    /// none while it is not above the bound.
    ///
    /// @param usedBytes parts and log
    static List<Eviction> above(SignalStores stores, long usedBytes, long boundBytes) {
        return usedBytes <= boundBytes
                ? List.of()
                : freeing(stores, usedBytes - (long) (boundBytes * TARGET));
    }

    /// The oldest parts that together have at least so many bytes, or all there are.
    static List<Eviction> freeing(SignalStores stores, long bytes) {
        List<Eviction> chosen = new ArrayList<>();
        long left = bytes;
        for (Eviction eviction : oldestFirst(stores)) {
            if (left <= 0) {
                break;
            }
            left -= eviction.part.part().info().bytes();
            chosen.add(eviction);
        }
        return chosen;
    }

    private static List<Eviction> oldestFirst(SignalStores stores) {
        List<Eviction> all = new ArrayList<>();
        for (SignalStore<? extends Batch> store : stores.all()) {
            for (NumberedPart part : store.view().parts()) {
                all.add(new Eviction(store, part));
            }
        }
        all.sort(
                Comparator.comparingLong((Eviction e) -> e.part.part().info().maxNanos())
                        .thenComparingLong(e -> e.part.number()));
        return all;
    }
}
