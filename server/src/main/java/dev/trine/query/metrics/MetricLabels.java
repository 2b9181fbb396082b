package dev.trine.query.metrics;

import dev.trine.model.Attributes;
import dev.trine.model.MetricBatch;
import dev.trine.model.ResourceEntry;
import dev.trine.model.SeriesTable;
import dev.trine.model.TimeRange;
import dev.trine.query.exec.Query;
import dev.trine.storage.BatchStore;
import dev.trine.storage.ScanRequest;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// By what the series of one metric differ: their resources, and the values of each attribute of
/// their points, as text. Of each attribute at most [#MAX_VALUES] values, and as many resources.
public final class MetricLabels {
    /// The most values of an attribute, and the most resources, that are handed out.
    public static final int MAX_VALUES = 1_000;

    private static final long ENTRY_BYTES = 128;

    private final TimeRange range;
    private final SeriesFilter filter;
    private final Query query;
    private final NavigableSet<NavigableMap<String, String>> resources =
            new TreeSet<>(Comparator.comparing(NavigableMap::toString));
    private final NavigableMap<String, NavigableSet<String>> attributes = new TreeMap<>();

    private MetricLabels(TimeRange range, SeriesFilter filter, Query query) {
        this.range = range;
        this.filter = filter;
        this.query = query;
    }

    /// Gathers them from the series that have points in a range.
    public static MetricLabels of(
            BatchStore<MetricBatch> store, MetricCriteria criteria, TimeRange range, Query query) {
        MetricLabels labels = new MetricLabels(range, new SeriesFilter(criteria), query);
        store.scan(
                new ScanRequest(
                        range,
                        MetricBatch.SCHEMA.set("series", "time_nanos"),
                        ScanRequest.Order.ANY),
                (batch, min, max) -> labels.visit(batch));
        return labels;
    }

    private boolean visit(MetricBatch batch) {
        query.check();
        int[] known = filter.known(batch.seriesTable);
        for (int row = 0, end = batch.rows(); row < end; row++) {
            if (range.contains(batch.timeNanos.get(row))) {
                int series = batch.series.get(row);
                if (known[series] == SeriesFilter.UNSEEN) {
                    known[series] = SeriesFilter.UNWANTED;
                    if (filter.isWanted(batch, series)) {
                        add(batch, series);
                    }
                }
            }
        }
        return true;
    }

    private void add(MetricBatch batch, int series) {
        SeriesTable table = batch.seriesTable;
        ResourceEntry resource = ResourceEntry.of(batch.resources(), table.resource().get(series));
        NavigableMap<String, String> texts = MetricSeries.texts(resource.attributes());
        if (resources.size() < MAX_VALUES && resources.add(texts)) {
            query.charge(ENTRY_BYTES * (1 + texts.size()));
        }
        Attributes entries = new Attributes().reset(table.attributes(), series);
        while (entries.next()) {
            NavigableSet<String> values =
                    attributes.computeIfAbsent(entries.key(), key -> new TreeSet<>());
            if (values.size() < MAX_VALUES && values.add(entries.value().text())) {
                query.charge(ENTRY_BYTES);
            }
        }
    }

    /// Distinct resources, each as text by key.
    public Collection<NavigableMap<String, String>> resources() {
        return Collections.unmodifiableCollection(resources);
    }

    /// Distinct values by key.
    public NavigableMap<String, NavigableSet<String>> attributes() {
        return Collections.unmodifiableNavigableMap(attributes);
    }
}
