package dev.trine.query.metrics.series;

import dev.trine.model.MetricBatch;
import java.util.Comparator;
import java.util.Map;
import java.util.WeakHashMap;

/// The indexes of parts and heads, made when first needed and kept while there is room. A part or
/// head that is gone takes its index with it. Safe for use by many threads.
final class SourceIndexes {
    private static final class Kept {
        final SourceIndex index;
        long usedAt;

        Kept(SourceIndex index) {
            this.index = index;
        }
    }

    private final SeriesTranslator translator;
    private final long maxBytes;
    private final Map<Object, Kept> kept = new WeakHashMap<>();
    private long uses;

    /// @param maxBytes of all indexes together, beyond which those unused for longest go
    SourceIndexes(SeriesTranslator translator, long maxBytes) {
        this.translator = translator;
        this.maxBytes = maxBytes;
    }

    /// The index of a part or head, up to date with a view of its tables.
    SourceIndex of(Object source, MetricBatch tables) {
        SourceIndex index = find(source);
        index.extend(tables);
        trim();
        return index;
    }

    private synchronized SourceIndex find(Object source) {
        Kept found = kept.computeIfAbsent(source, _ -> new Kept(new SourceIndex(translator)));
        found.usedAt = ++uses;
        return found.index;
    }

    private synchronized void trim() {
        long bytes = 0;
        for (Kept one : kept.values()) {
            bytes += one.index.heapBytes();
        }
        while (bytes > maxBytes && kept.size() > 1) {
            Map.Entry<Object, Kept> oldest =
                    kept.entrySet().stream()
                            .min(Comparator.comparingLong(one -> one.getValue().usedAt))
                            .orElse(null);
            if (oldest == null) {
                return;
            }
            bytes -= oldest.getValue().index.heapBytes();
            kept.remove(oldest.getKey());
        }
    }
}
