package dev.trine.query.metrics.series;

import dev.trine.model.Labels;
import dev.trine.model.MetricBatch;
import dev.trine.query.exec.Query;
import dev.trine.query.series.LabelMatcher;
import dev.trine.query.series.Selection;
import dev.trine.query.series.SeriesRun;
import dev.trine.query.series.SeriesSource;
import dev.trine.storage.BatchStore;
import dev.trine.storage.ScanRequest;
import dev.trine.storage.SeriesChoice;
import java.util.BitSet;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// The stored metrics as Prometheus series. Samples are read as they are asked for, a few
/// series at a time; what is held of them is charged to the query. Safe for use by many threads.
public final class StoredSeries implements SeriesSource {
    private final BatchStore<MetricBatch> store;
    private final SourceIndexes indexes;
    private final SeriesTranslator translator;

    /// @param indexBytes what the cached indexes of parts and heads may take together
    public StoredSeries(BatchStore<MetricBatch> store, Translation translation, long indexBytes) {
        this.store = store;
        this.translator = new SeriesTranslator(translation);
        this.indexes = new SourceIndexes(translator, indexBytes);
    }

    @Override
    public List<SeriesRun> select(Selection selection, Query query) {
        SelectedRange range = new SelectedRange(selection.minMs(), selection.maxMs());
        return new SelectionPlan(store, indexes, selection.matchers(), range, query).series();
    }

    /// The labels of all series that match, of parts and heads with anything in a range; without
    /// reading samples, but for buckets and quantiles.
    ///
    /// @return sorted
    public Set<Labels> series(List<LabelMatcher> matchers, long minMs, long maxMs, Query query) {
        TreeSet<Labels> found = new TreeSet<>(Comparator.naturalOrder());
        new SelectionPlan(store, indexes, matchers, new SelectedRange(minMs, maxMs), query)
                .addLabels(found);
        return found;
    }

    /// The names of all labels of series that match.
    public Set<String> labelNames(
            List<LabelMatcher> matchers, long minMs, long maxMs, Query query) {
        TreeSet<String> names = new TreeSet<>();
        forEachIndex(minMs, maxMs, query, index -> index.addNames(matchers, names));
        return names;
    }

    /// The values of one label of series that match.
    public Set<String> labelValues(
            String name, List<LabelMatcher> matchers, long minMs, long maxMs, Query query) {
        TreeSet<String> values = new TreeSet<>();
        if (name.equals("le") || name.equals("quantile")) {
            series(matchers, minMs, maxMs, query).forEach(labels -> values.add(labels.get(name)));
        } else {
            forEachIndex(minMs, maxMs, query, index -> index.addValues(name, matchers, values));
        }
        values.remove("");
        return values;
    }

    /// The exemplars of series that match one of several selectors.
    ///
    /// @param minMs time of the earliest exemplar wanted
    /// @param maxMs time of the latest one
    /// @return sorted by series
    public List<SeriesExemplars> exemplars(
            List<List<LabelMatcher>> selectors, long minMs, long maxMs, Query query) {
        TreeMap<Labels, NavigableSet<SeriesExemplars.Point>> found = new TreeMap<>();
        for (List<LabelMatcher> matchers : selectors) {
            new ExemplarRead(indexes, matchers, minMs, maxMs, found, query).run(store);
        }
        return found.entrySet().stream()
                .map(one -> new SeriesExemplars(one.getKey(), List.copyOf(one.getValue())))
                .toList();
    }

    /// What is known of all metric families, by name.
    public NavigableMap<String, NavigableSet<MetricMetadata>> metadata(Query query) {
        MetadataCatalog catalog = new MetadataCatalog(translator, query);
        forEachSource(
                Long.MIN_VALUE / 2, Long.MAX_VALUE / 2, query, (_, tables) -> catalog.add(tables));
        return catalog.families();
    }

    /// Which stored series some matchers mean, for deleting them: each with all that it shows as, so that
    /// a histogram goes when one of its series matches.
    public SeriesChoice choice(List<LabelMatcher> matchers) {
        return (source, tables) -> {
            BitSet chosen = new BitSet();
            for (SeriesEntry entry : indexes.of(source, tables).matching(matchers)) {
                if (entry.reading() != SeriesEntry.Reading.TARGET) {
                    chosen.set(entry.row());
                }
            }
            return chosen;
        };
    }

    private void forEachIndex(long minMs, long maxMs, Query query, Consumer<SourceIndex> action) {
        forEachSource(
                minMs, maxMs, query, (source, tables) -> action.accept(indexes.of(source, tables)));
    }

    private void forEachSource(
            long minMs, long maxMs, Query query, BiConsumer<Object, MetricBatch> action) {
        IdentityHashMap<Object, Boolean> seen = new IdentityHashMap<>();
        store.scanBlocks(
                new SelectedRange(minMs, maxMs).nanos(),
                ScanRequest.Order.ANY,
                block -> {
                    query.check();
                    if (!seen.containsKey(block.source())) {
                        Optional<MetricBatch> tables = block.read(0);
                        if (tables.isPresent()) {
                            seen.put(block.source(), true);
                            action.accept(block.source(), tables.get());
                        }
                    }
                    return true;
                });
    }
}
