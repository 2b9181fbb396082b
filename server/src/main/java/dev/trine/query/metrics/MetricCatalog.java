package dev.trine.query.metrics;

import dev.trine.model.Attributes;
import dev.trine.model.BytesColumn;
import dev.trine.model.MetricBatch;
import dev.trine.model.MetricEntry;
import dev.trine.model.ResourceEntry;
import dev.trine.model.SeriesTable;
import dev.trine.model.TimeRange;
import dev.trine.query.column.DistinctCount;
import dev.trine.query.column.Hashing;
import dev.trine.query.column.TextSearch;
import dev.trine.query.exec.Query;
import dev.trine.query.filter.ServiceNames;
import dev.trine.storage.BatchStore;
import dev.trine.storage.ScanRequest;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// All metrics that have points in a range. Counts are exact up to a few thousand and estimates from
/// there on, see [DistinctCount].
public final class MetricCatalog {
    private static final long METRIC_BYTES = 4 << 10;
    private static final int MAX_TABLES = 4_096;

    private final TimeRange range;
    private final Set<String> services;
    private final @Nullable TextSearch text;
    private final Query query;
    private final TreeMap<String, Metric> metrics = new TreeMap<>();
    private final IdentityHashMap<SeriesTable, @Nullable Metric[]> tables = new IdentityHashMap<>();

    /// Stands for series that were not asked for.
    private final Metric unwanted =
            new Metric(MetricEntry.of(new BytesColumn(new byte[0], new int[1], 1), 0));

    private MetricCatalog(
            TimeRange range, Set<String> services, Optional<String> text, Query query) {
        this.range = range;
        this.services = services;
        this.text = text.map(TextSearch::new).orElse(null);
        this.query = query;
    }

    /// The metrics with points in a range, by name.
    ///
    /// @param services any of these; empty = all
    /// @param text in the name or the description
    public static Collection<Metric> of(
            BatchStore<MetricBatch> store,
            TimeRange range,
            Set<String> services,
            Optional<String> text,
            Query query) {
        MetricCatalog catalog = new MetricCatalog(range, services, text, query);
        store.scan(
                new ScanRequest(
                        range,
                        MetricBatch.SCHEMA.set("series", "time_nanos"),
                        ScanRequest.Order.NEWEST_FIRST),
                (batch, min, max) -> catalog.visit(batch));
        return catalog.metrics.values();
    }

    private boolean visit(MetricBatch batch) {
        query.check();
        @Nullable Metric[] known = known(batch.seriesTable);
        for (int row = 0, end = batch.rows(); row < end; row++) {
            long time = batch.timeNanos.get(row);
            if (range.contains(time)) {
                int series = batch.series.get(row);
                Metric metric = known[series];
                if (metric == null) {
                    metric = add(batch, series);
                    known[series] = metric;
                }
                metric.lastSeenNanos = Math.max(metric.lastSeenNanos, time);
            }
        }
        return true;
    }

    private @Nullable Metric[] known(SeriesTable table) {
        @Nullable Metric[] known = tables.get(table);
        if (known == null || known.length < table.size()) {
            if (tables.size() == MAX_TABLES) {
                tables.clear();
            }
            known =
                    known == null
                            ? new @Nullable Metric[table.size()]
                            : Arrays.copyOf(known, table.size());
            tables.put(table, known);
        }
        return known;
    }

    private Metric add(MetricBatch batch, int series) {
        SeriesTable table = batch.seriesTable;
        int resource = table.resource().get(series);
        String service = ServiceNames.nameOf(ResourceEntry.of(batch.resources(), resource));
        if (!services.isEmpty() && !services.contains(service)) {
            return unwanted;
        }
        MetricEntry entry = MetricEntry.of(table.metrics(), table.metric().get(series));
        if (text != null && !text.in(entry.name()) && !text.in(entry.description())) {
            return unwanted;
        }
        Metric metric = metrics.get(entry.name());
        if (metric == null) {
            query.charge(METRIC_BYTES);
            metric = new Metric(entry);
            metrics.put(entry.name(), metric);
        }
        metric.add(batch, series, service);
        return metric;
    }

    /// One metric.
    public static final class Metric {
        private final MetricEntry entry;
        private final TreeSet<String> services = new TreeSet<>();
        private final DistinctCount resources = new DistinctCount();
        private final DistinctCount attributeSets = new DistinctCount();
        private final DistinctCount keys = new DistinctCount();
        private final DistinctCount series = new DistinctCount();
        private long lastSeenNanos = Long.MIN_VALUE;

        private Metric(MetricEntry entry) {
            this.entry = entry;
        }

        private void add(MetricBatch batch, int row, String service) {
            services.add(service);
            series.add(SeriesHash.series(batch, row));
            resources.add(
                    Hashing.mix(
                            SeriesHash.resource(
                                    batch.resources(), batch.seriesTable.resource().get(row))));
            Attributes attributes = new Attributes().reset(batch.seriesTable.attributes(), row);
            long hash = SeriesHash.attributes(attributes);
            attributeSets.add(hash == 0 ? 0 : Hashing.mix(hash));
            attributes.reset(batch.seriesTable.attributes(), row);
            while (attributes.next()) {
                keys.add(SeriesHash.key(attributes));
            }
        }

        public MetricEntry entry() {
            return entry;
        }

        /// Names of the services that sent it, sorted.
        public Set<String> services() {
            return services;
        }

        /// Distinct resources.
        public long resourceCount() {
            return resources.count();
        }

        /// Distinct sets of point attributes.
        public long attributeSetCount() {
            return attributeSets.count();
        }

        /// Distinct keys of point attributes.
        public long keyCount() {
            return keys.count();
        }

        /// Distinct series.
        public long seriesCount() {
            return series.count();
        }

        public long lastSeenNanos() {
            return lastSeenNanos;
        }
    }
}
