package dev.trine.api;

import dev.trine.model.MetricEntry;
import dev.trine.protocol.otlp.OtlpPointJson;
import dev.trine.query.metrics.MetricCatalog;
import dev.trine.query.metrics.MetricLabels;
import dev.trine.query.metrics.MetricSelection;
import dev.trine.query.metrics.MetricSeries;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/// Writes metrics.
final class MetricJson {
    private MetricJson() {}

    static void list(JsonGenerator out, Collection<MetricCatalog.Metric> metrics) {
        out.writeStartArray();
        for (MetricCatalog.Metric metric : metrics) {
            out.writeStartObject();
            entry(out, metric.entry());
            out.writeNumberProperty("resource_count", metric.resourceCount());
            out.writeNumberProperty("attribute_combinations", metric.attributeSetCount());
            out.writeNumberProperty("label_count", metric.keyCount());
            out.writeNumberProperty("series_count", metric.seriesCount());
            strings(out, "services", metric.services());
            TraceJson.nanos(out, "last_seen", metric.lastSeenNanos());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    static void metric(JsonGenerator out, MetricSelection selection) {
        out.writeStartObject();
        entry(out, selection.newest());
        out.writeBooleanProperty("truncated", selection.truncated());
        out.writeArrayPropertyStart("series");
        for (MetricSeries series : selection.series()) {
            series(out, series);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void entry(JsonGenerator out, MetricEntry metric) {
        out.writeStringProperty("name", metric.name());
        out.writeStringProperty("type", metric.kind().label());
        out.writeStringProperty("unit", metric.unit());
        out.writeStringProperty("description", metric.description());
        out.writeStringProperty("temporality", temporality(metric.temporality()));
        out.writeBooleanProperty("monotonic", metric.monotonic());
    }

    private static String temporality(int number) {
        return switch (number) {
            case MetricEntry.TEMPORALITY_DELTA -> "delta";
            case MetricEntry.TEMPORALITY_CUMULATIVE -> "cumulative";
            default -> "unspecified";
        };
    }

    private static void series(JsonGenerator out, MetricSeries series) {
        out.writeStartObject();
        texts(out, "resource", series.resource());
        out.writeObjectPropertyStart("scope");
        out.writeStringProperty("name", series.scope().name());
        out.writeStringProperty("version", series.scope().version());
        out.writeEndObject();
        texts(out, "attributes", series.attributes());
        out.writeArrayPropertyStart("datapoints");
        for (MetricSeries.Point point : series.points()) {
            out.writeStartObject();
            OtlpPointJson.fields(out, point.batch(), point.row(), series.entry().kind());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    static void resources(JsonGenerator out, MetricLabels labels) {
        out.writeStartArray();
        for (Map<String, String> resource : labels.resources()) {
            out.writeStartObject();
            resource.forEach(out::writeStringProperty);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    static void attributes(JsonGenerator out, MetricLabels labels) {
        out.writeStartObject();
        labels.attributes().forEach((key, values) -> strings(out, key, values));
        out.writeEndObject();
    }

    private static void texts(JsonGenerator out, String name, Map<String, String> texts) {
        out.writeObjectPropertyStart(name);
        texts.forEach(out::writeStringProperty);
        out.writeEndObject();
    }

    private static void strings(JsonGenerator out, String name, Set<String> strings) {
        out.writeArrayPropertyStart(name);
        for (String string : strings) {
            out.writeString(string);
        }
        out.writeEndArray();
    }
}
