package dev.trine.query.metrics.series;

import dev.trine.model.Attributes;
import dev.trine.model.Labels;
import dev.trine.model.LabelsBuilder;
import dev.trine.model.MetricBatch;
import dev.trine.model.MetricEntry;
import dev.trine.model.PrometheusScope;
import dev.trine.model.ResourceEntry;
import dev.trine.model.ScopeEntry;
import dev.trine.model.SeriesTable;
import dev.trine.query.metrics.series.SeriesEntry.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Finds the Prometheus series of stored series. Immutable.
final class SeriesTranslator {
    private static final String JOB = "job";
    private static final String INSTANCE = "instance";
    private static final String TARGET_INFO = "target_info";
    private static final String SERVICE_NAME = "service.name";
    private static final String SERVICE_NAMESPACE = "service.namespace";
    private static final String SERVICE_INSTANCE = "service.instance.id";

    private final Translation translation;
    private final MetricNamer metricNamer;
    private final LabelNamer labelNamer;

    SeriesTranslator(Translation translation) {
        this.translation = translation;
        metricNamer = new MetricNamer(translation.strategy());
        labelNamer = new LabelNamer(translation.strategy());
    }

    MetricNamer metricNamer() {
        return metricNamer;
    }

    boolean escapes() {
        return translation.strategy().escapes();
    }

    /// Whether series of a scope came with Prometheus labels, which are their attributes.
    static boolean isRemote(MetricBatch tables, int scope) {
        return ScopeEntry.of(tables.scopes(), scope).name().equals(PrometheusScope.SAMPLES);
    }

    /// What a stored series is read as; nothing for what carries metadata only.
    List<SeriesEntry> entries(MetricBatch tables, int series) {
        SeriesTable table = tables.seriesTable;
        ScopeEntry scope = ScopeEntry.of(tables.scopes(), table.scope().get(series));
        Attributes attributes = new Attributes().reset(table.attributes(), series);
        if (scope.name().equals(PrometheusScope.METADATA)) {
            return List.of();
        }
        if (scope.name().equals(PrometheusScope.SAMPLES)) {
            return List.of(new SeriesEntry(series, Reading.REMOTE, exactly(attributes), false));
        }
        MetricEntry metric = MetricEntry.of(table.metrics(), table.metric().get(series));
        LabelsBuilder labels = labels(attributes);
        if (translation.scopeLabels() && !scope.name().isEmpty()) {
            addScope(scope, labels);
        }
        addTarget(ResourceEntry.of(tables.resources(), table.resource().get(series)), labels);
        return entries(series, metric, labels);
    }

    private List<SeriesEntry> entries(int series, MetricEntry metric, LabelsBuilder labels) {
        boolean delta = metric.temporality() == MetricEntry.TEMPORALITY_DELTA;
        String name = metricNamer.name(metric);
        List<SeriesEntry> entries = new ArrayList<>(3);
        switch (metric.kind()) {
            case UNKNOWN, GAUGE, SUM ->
                    entries.add(entry(series, Reading.NUMBER, name, labels, delta));
            case EXPONENTIAL_HISTOGRAM ->
                    entries.add(entry(series, Reading.EXPONENTIAL, name, labels, delta));
            case HISTOGRAM -> {
                entries.add(entry(series, Reading.BUCKETS, name + "_bucket", labels, delta));
                entries.add(entry(series, Reading.HISTOGRAM_SUM, name + "_sum", labels, delta));
                entries.add(entry(series, Reading.HISTOGRAM_COUNT, name + "_count", labels, delta));
            }
            case SUMMARY -> {
                entries.add(entry(series, Reading.QUANTILES, name, labels, false));
                entries.add(entry(series, Reading.SUMMARY_SUM, name + "_sum", labels, false));
                entries.add(entry(series, Reading.SUMMARY_COUNT, name + "_count", labels, false));
            }
        }
        return entries;
    }

    private static SeriesEntry entry(
            int series, Reading reading, String name, LabelsBuilder labels, boolean delta) {
        return new SeriesEntry(series, reading, labels.set(Labels.NAME, name).build(), delta);
    }

    /// The `target_info` of a resource; nothing when that would say no more than job and instance.
    Optional<SeriesEntry> target(MetricBatch tables, int resource) {
        ResourceEntry entry = ResourceEntry.of(tables.resources(), resource);
        LabelsBuilder labels = new LabelsBuilder();
        TreeMap<String, String> others = new TreeMap<>();
        Attributes attributes = entry.attributes();
        while (attributes.next()) {
            String key = attributes.key();
            if (!isIdentity(key)) {
                others.put(key, attributes.value().text());
            }
        }
        others.forEach((key, value) -> join(labels, labelNamer.name(key), value));
        boolean informs = !labels.build().isEmpty();
        addTarget(entry, labels);
        boolean identified = labels.get(JOB) != null || labels.get(INSTANCE) != null;
        return informs && identified
                ? Optional.of(
                        new SeriesEntry(
                                resource,
                                Reading.TARGET,
                                labels.set(Labels.NAME, TARGET_INFO).build(),
                                false))
                : Optional.empty();
    }

    private static boolean isIdentity(String key) {
        return key.equals(SERVICE_NAME)
                || key.equals(SERVICE_NAMESPACE)
                || key.equals(SERVICE_INSTANCE);
    }

    private static Labels exactly(Attributes attributes) {
        LabelsBuilder labels = new LabelsBuilder();
        while (attributes.next()) {
            labels.set(attributes.key(), attributes.value().text());
        }
        return labels.build();
    }

    /// Attributes that get the same name are joined in the order of their keys.
    private LabelsBuilder labels(Attributes attributes) {
        TreeMap<String, String> sorted = new TreeMap<>();
        while (attributes.next()) {
            sorted.put(attributes.key(), attributes.value().text());
        }
        LabelsBuilder labels = new LabelsBuilder();
        sorted.forEach((key, value) -> join(labels, labelNamer.name(key), value));
        return labels;
    }

    private static void join(LabelsBuilder labels, String name, String value) {
        if (!name.isEmpty()) {
            String before = labels.get(name);
            labels.set(name, before == null ? value : before + ";" + value);
        }
    }

    private void addScope(ScopeEntry scope, LabelsBuilder labels) {
        labels.set("otel_scope_name", scope.name());
        labels.set("otel_scope_version", scope.version());
        labels.set("otel_scope_schema_url", scope.schemaUrl());
        Attributes attributes = scope.attributes();
        while (attributes.next()) {
            labels.set(
                    labelNamer.name("otel_scope_" + attributes.key()), attributes.value().text());
        }
    }

    private static void addTarget(ResourceEntry resource, LabelsBuilder labels) {
        String name = "";
        String namespace = "";
        String instance = "";
        Attributes attributes = resource.attributes();
        while (attributes.next()) {
            switch (attributes.key()) {
                case SERVICE_NAME -> name = attributes.value().text();
                case SERVICE_NAMESPACE -> namespace = attributes.value().text();
                case SERVICE_INSTANCE -> instance = attributes.value().text();
                default -> {}
            }
        }
        if (!name.isEmpty()) {
            labels.set(JOB, namespace.isEmpty() ? name : namespace + "/" + name);
        }
        if (!instance.isEmpty()) {
            labels.set(INSTANCE, instance);
        }
    }
}
