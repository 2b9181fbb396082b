package dev.trine.query.metrics.series;

import dev.trine.model.Labels;
import dev.trine.model.MetricBatch;
import dev.trine.query.exec.Query;
import dev.trine.query.series.LabelMatcher;
import dev.trine.query.series.SeriesRun;
import dev.trine.storage.BatchStore;
import dev.trine.storage.BlockSet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which stored series of which parts and heads a selection is read from. Looks at labels only, except
/// for buckets and quantiles, whose labels only rows know. Used by one thread.
final class SelectionPlan {
    /// Of a series in a plan: its labels, whose texts are shared, and what it is read from.
    private static final long SERIES_BYTES = 256;

    private final SourceIndexes indexes;
    private final List<LabelMatcher> matchers;
    private final Query query;
    private final List<SourceRows> sources;

    /// What is read stays readable until the query is over.
    SelectionPlan(
            BatchStore<MetricBatch> store,
            SourceIndexes indexes,
            List<LabelMatcher> matchers,
            SelectedRange range,
            Query query) {
        this.indexes = indexes;
        this.matchers = matchers;
        this.query = query;
        BlockSet<MetricBatch> blocks = store.blocks(range.nanos());
        query.atEnd(blocks::close);
        this.sources = SourceRows.of(blocks.blocks(), range, query);
    }

    /// All series that match, those that are neighbours in parts next to each other. Some may have no
    /// samples in the range.
    List<SeriesRun> series() {
        Map<Labels, PlannedSeries> planned = new LinkedHashMap<>();
        for (int i = 0; i < sources.size(); i++) {
            SourceRows source = sources.get(i);
            int number = i;
            List<SeriesEntry> entries = matching(source);
            source.prepare(wanted(source, entries), query);
            IdentityHashMap<SeriesEntry, Set<Labels>> told = told(source, entries);
            for (SeriesEntry entry : entries) {
                for (Labels labels : told.getOrDefault(entry, Set.of(entry.labels()))) {
                    planned.computeIfAbsent(
                                    labels,
                                    same -> {
                                        query.charge(SERIES_BYTES);
                                        return new PlannedSeries(same);
                                    })
                            .add(number, entry);
                }
            }
        }
        return StoredRun.of(sources, List.copyOf(planned.values()), query);
    }

    /// Adds the labels of all series that match.
    void addLabels(Set<Labels> found) {
        for (SourceRows source : sources) {
            List<SeriesEntry> entries = matching(source);
            source.prepare(
                    wanted(
                            source,
                            entries.stream()
                                    .filter(entry -> !entry.reading().rowLabel().isEmpty())
                                    .toList()),
                    query);
            IdentityHashMap<SeriesEntry, Set<Labels>> told = told(source, entries);
            for (SeriesEntry entry : entries) {
                for (Labels labels : told.getOrDefault(entry, Set.of(entry.labels()))) {
                    if (found.add(labels)) {
                        query.charge(SERIES_BYTES);
                    }
                }
            }
        }
    }

    private List<SeriesEntry> matching(SourceRows source) {
        query.check();
        return indexes.of(source.source(), source.tables()).matching(matchers).stream()
                .filter(entry ->
                        entry.reading() == SeriesEntry.Reading.TARGET
                                || !source.isDeleted(entry.row()))
                .toList();
    }

    private static BitSet wanted(SourceRows source, List<SeriesEntry> entries) {
        BitSet wanted = new BitSet();
        BitSet resources = new BitSet();
        int size = source.tables().seriesTable.size();
        for (SeriesEntry entry : entries) {
            if (entry.reading() == SeriesEntry.Reading.TARGET) {
                resources.set(entry.row());
            } else {
                wanted.set(entry.row());
            }
        }
        for (int series = 0; !resources.isEmpty() && series < size; series++) {
            if (resources.get(source.tables().seriesTable.resource().get(series))) {
                wanted.set(series);
            }
        }
        return wanted;
    }

    /// The labels that entries show under, those of their rows included.
    private IdentityHashMap<SeriesEntry, Set<Labels>> told(
            SourceRows source, List<SeriesEntry> entries) {
        IdentityHashMap<SeriesEntry, Set<Labels>> told = new IdentityHashMap<>();
        List<SeriesEntry> byRows =
                entries.stream()
                        .filter(entry -> !entry.reading().rowLabel().isEmpty())
                        .sorted(Comparator.comparingInt(SeriesEntry::row))
                        .toList();
        if (byRows.isEmpty()) {
            return told;
        }
        List<RowReader> readers = new ArrayList<>(byRows.size());
        for (SeriesEntry entry : byRows) {
            Set<Labels> found = new LinkedHashSet<>();
            told.put(entry, found);
            readers.add(
                    new RowReader(
                            entry,
                            labels -> {
                                if (matches(labels)) {
                                    found.add(labels);
                                }
                                return null;
                            }));
        }
        source.read(
                byRows.stream().mapToInt(SeriesEntry::row).toArray(),
                query,
                (index, block, from, to) -> readers.get(index).read(block, from, to));
        return told;
    }

    private boolean matches(Labels labels) {
        return matchers.stream().allMatch(matcher -> matcher.matches(labels.get(matcher.name())));
    }
}
