package dev.trine.query.metrics.series;

import dev.trine.model.Labels;
import java.util.Arrays;

/// A series of a selection: its labels, and the stored series of parts and heads that it is read from.
/// Its samples are read together with those of its neighbours, see [StoredRun].
final class PlannedSeries {
    private final Labels labels;
    private int[] sources;
    private SeriesEntry[] entries;
    private int size;

    PlannedSeries(Labels labels) {
        this.labels = labels;
        this.sources = new int[2];
        this.entries = new SeriesEntry[2];
    }

    /// Adds an entry of a source. Sources are added in the order in which they were stored.
    void add(int source, SeriesEntry entry) {
        if (size == sources.length) {
            sources = Arrays.copyOf(sources, 2 * size);
            entries = Arrays.copyOf(entries, 2 * size);
        }
        sources[size] = source;
        entries[size++] = entry;
    }

    /// How many stored series it is read from.
    int size() {
        return size;
    }

    /// The number of the source of a stored series.
    int source(int index) {
        return sources[index];
    }

    SeriesEntry entry(int index) {
        return entries[index];
    }

    /// Whether its samples are differences.
    boolean delta() {
        return entries[0].delta();
    }

    Labels labels() {
        return labels;
    }
}
