package dev.trine.query.metrics.series;

import dev.trine.model.Attributes;
import dev.trine.model.MetricBatch;
import dev.trine.model.MetricEntry;
import dev.trine.model.PrometheusScope;
import dev.trine.model.ScopeEntry;
import dev.trine.model.SeriesTable;
import dev.trine.query.exec.Query;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Gathers what is known of all metric families. Used by one thread.
final class MetadataCatalog {
    private static final long FAMILY_BYTES = 512;

    private final SeriesTranslator translator;
    private final Query query;
    private final NavigableMap<String, NavigableSet<MetricMetadata>> families = new TreeMap<>();

    MetadataCatalog(SeriesTranslator translator, Query query) {
        this.translator = translator;
        this.query = query;
    }

    NavigableMap<String, NavigableSet<MetricMetadata>> families() {
        return families;
    }

    /// Adds the metrics of one part or head.
    void add(MetricBatch tables) {
        SeriesTable table = tables.seriesTable;
        Map<Integer, String> scopes = new HashMap<>();
        Set<Long> seen = new HashSet<>();
        for (int series = 0; series < table.size(); series++) {
            int scope = table.scope().get(series);
            int metric = table.metric().get(series);
            if (seen.add((long) scope << 32 | metric)) {
                String name =
                        scopes.computeIfAbsent(
                                scope, row -> ScopeEntry.of(tables.scopes(), row).name());
                add(name, MetricEntry.of(table.metrics(), metric));
            }
        }
    }

    private void add(String scope, MetricEntry metric) {
        boolean family = scope.equals(PrometheusScope.METADATA);
        if (!family && !scope.equals(PrometheusScope.SAMPLES)) {
            String unit = UnitNames.of(metric.unit()).together(translator.escapes());
            put(
                    translator.metricNamer().name(metric),
                    new MetricMetadata(type(metric), metric.description(), unit));
            return;
        }
        String type = sentType(metric);
        boolean informs = !type.isEmpty() || !metric.description().isEmpty();
        if (family || informs) {
            put(
                    family ? metric.name() : familyOf(metric.name(), type),
                    new MetricMetadata(
                            type.isEmpty() ? "unknown" : type,
                            metric.description(),
                            metric.unit()));
        }
    }

    private void put(String name, MetricMetadata metadata) {
        if (families.computeIfAbsent(name, _ -> new TreeSet<>()).add(metadata)) {
            query.charge(FAMILY_BYTES);
        }
    }

    private static String type(MetricEntry metric) {
        return switch (metric.kind()) {
            case UNKNOWN -> "unknown";
            case GAUGE -> "gauge";
            case SUM -> metric.monotonic() ? "counter" : "gauge";
            case HISTOGRAM, EXPONENTIAL_HISTOGRAM -> "histogram";
            case SUMMARY -> "summary";
        };
    }

    private static String sentType(MetricEntry metric) {
        Attributes metadata = metric.metadata();
        while (metadata.next()) {
            if (metadata.key().equals(PrometheusScope.TYPE_KEY)) {
                return metadata.value().text();
            }
        }
        return "";
    }

    /// The family of a series of a histogram or summary in several series.
    private static String familyOf(String name, String type) {
        if (type.equals("histogram") || type.equals("gaugehistogram") || type.equals("summary")) {
            for (String suffix : List.of("_bucket", "_count", "_sum")) {
                if (name.endsWith(suffix)) {
                    return name.substring(0, name.length() - suffix.length());
                }
            }
        }
        return name;
    }
}
