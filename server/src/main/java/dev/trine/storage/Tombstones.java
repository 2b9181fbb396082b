package dev.trine.storage;

import dev.trine.model.MetricBatch;
import dev.trine.storage.tombstone.Deletions;
import dev.trine.storage.tombstone.Tombstone;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.Supplier;

/// The deletions that hold, and what they delete of each part and head. Safe for use by many threads;
/// one at a time changes them.
final class Tombstones {
    private record Found(List<Tombstone> of, Deletions deletions) {}

    private final Map<Object, Found> found = new WeakHashMap<>();
    private volatile List<Tombstone> all = List.of();

    List<Tombstone> all() {
        return all;
    }

    void replace(List<Tombstone> now) {
        all = List.copyOf(now);
    }

    /// What is deleted of a source; found once and remembered as long as the source is.
    ///
    /// @param lastPosition log position of its last batch
    /// @param tables of the source; empty when they can't be read, nor its rows then
    Deletions of(Object source, long lastPosition, Supplier<Optional<MetricBatch>> tables) {
        List<Tombstone> now = all;
        List<Tombstone> concerning =
                now.stream().filter(one -> lastPosition <= one.position()).toList();
        if (concerning.isEmpty()) {
            return Deletions.NONE;
        }
        synchronized (found) {
            Found known = found.get(source);
            if (known != null && known.of.equals(concerning)) {
                return known.deletions;
            }
        }
        Optional<MetricBatch> series = tables.get();
        if (series.isEmpty()) {
            return Deletions.NONE;
        }
        Deletions deletions = Deletions.of(concerning, series.get());
        synchronized (found) {
            found.put(source, new Found(concerning, deletions));
        }
        return deletions;
    }
}
