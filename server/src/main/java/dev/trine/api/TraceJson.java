package dev.trine.api;

import dev.trine.model.ResourceEntry;
import dev.trine.model.ScopeEntry;
import dev.trine.model.SpanBatch;
import dev.trine.model.TraceId;
import dev.trine.protocol.otlp.OtlpJson;
import dev.trine.protocol.otlp.OtlpSpanJson;
import dev.trine.query.filter.Page;
import dev.trine.query.filter.ServiceNames;
import dev.trine.query.traces.TraceSummary;
import dev.trine.query.traces.TraceVolume;
import dev.trine.query.traces.WholeTrace;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// Writes traces and spans.
final class TraceJson {
    private TraceJson() {}

    static void list(JsonGenerator out, List<TraceSummary> traces) {
        out.writeStartArray();
        for (TraceSummary trace : traces) {
            summary(out, trace);
        }
        out.writeEndArray();
    }

    private static void summary(JsonGenerator out, TraceSummary trace) {
        out.writeStartObject();
        out.writeStringProperty("trace_id", trace.id().toString());
        out.writeNumberProperty("span_count", trace.spanCount());
        out.writeNumberProperty("error_count", trace.errorCount());
        out.writeNumberProperty("duration_ms", trace.durationNanos() / 1e6);
        nanos(out, "start_time", trace.startNanos());
        nanos(out, "end_time", trace.endNanos());
        out.writeStringProperty("status", status(trace.status()));
        root(out, trace.root());
        out.writeBooleanProperty("has_root", trace.hasRoot());
        out.writeStringProperty("service_name", trace.root().service());
        out.writeArrayPropertyStart("services");
        for (TraceSummary.ServiceCount service : trace.services()) {
            out.writeStartObject();
            out.writeStringProperty("name", service.name());
            out.writeNumberProperty("span_count", service.spanCount());
            out.writeNumberProperty("error_count", service.errorCount());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void root(JsonGenerator out, TraceSummary.Root root) {
        out.writeStringProperty("root_span_name", root.name());
        out.writeNumberProperty("root_span_kind", root.kind());
        textOrNull(out, "root_span_method", root.method());
        textOrNull(out, "root_span_route", root.route());
        if (root.httpStatus().isPresent()) {
            out.writeNumberProperty("root_span_status_code", root.httpStatus().getAsInt());
        } else {
            out.writeNullProperty("root_span_status_code");
        }
        out.writeNumberProperty("root_span_status", root.status());
        out.writeStringProperty("root_span_service", root.service());
    }

    private static void textOrNull(JsonGenerator out, String name, String text) {
        if (text.isEmpty()) {
            out.writeNullProperty(name);
        } else {
            out.writeStringProperty(name, text);
        }
    }

    private static String status(int code) {
        List<String> names = TraceEndpoints.STATUS_NAMES;
        return code >= 0 && code < names.size() ? names.get(code) : names.getFirst();
    }

    static void histogram(JsonGenerator out, TraceVolume volume) {
        out.writeStartObject();
        nanos(out, "start", volume.times().startNanos());
        nanos(out, "end", volume.times().endNanos());
        out.writeArrayPropertyStart("time");
        for (int i = 0; i < volume.times().count(); i++) {
            out.writeStartObject();
            nanos(out, "time", volume.times().bucketStart(i));
            out.writeNumberProperty("count", volume.count(i));
            out.writeNumberProperty("error_count", volume.errors(i));
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayPropertyStart("durations");
        for (int i = volume.durationStart(); i < volume.durationEnd(); i++) {
            out.writeStartObject();
            nanos(out, "from_ns", volume.durationNanos(i));
            nanos(out, "to_ns", volume.durationNanos(i + 1));
            out.writeNumberProperty("count", volume.durationCount(i));
            out.writeNumberProperty("error_count", volume.durationErrors(i));
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    static void trace(JsonGenerator out, TraceId id, WholeTrace trace) {
        out.writeStartObject();
        out.writeStringProperty("trace_id", id.toString());
        out.writeNumberProperty("span_count", trace.spanCount());
        out.writeBooleanProperty("truncated", trace.truncated());
        out.writeName("spans");
        spans(out, trace.spans());
        out.writeEndObject();
    }

    static void spans(JsonGenerator out, List<Page.Row<SpanBatch>> spans) {
        out.writeStartArray();
        for (Page.Row<SpanBatch> span : spans) {
            span(out, span.batch(), span.row());
        }
        out.writeEndArray();
    }

    private static void span(JsonGenerator out, SpanBatch batch, int row) {
        out.writeStartObject();
        OtlpSpanJson.fields(out, batch, row);
        origin(
                out,
                ResourceEntry.of(batch.resources(), batch.resource.get(row)),
                ScopeEntry.of(batch.scopes(), batch.scope.get(row)));
        out.writeEndObject();
    }

    /// Writes who sent a span or a log record: service, resource and scope.
    static void origin(JsonGenerator out, ResourceEntry resource, ScopeEntry scope) {
        out.writeStringProperty("serviceName", ServiceNames.nameOf(resource));
        out.writeName("resource");
        OtlpJson.resource(out, resource);
        out.writeStringProperty("resourceSchemaUrl", resource.schemaUrl());
        out.writeName("scope");
        OtlpJson.scope(out, scope);
        out.writeStringProperty("scopeSchemaUrl", scope.schemaUrl());
    }

    /// Writes a time or a duration in nanoseconds; quoted, as JavaScript can't hold it as a number.
    static void nanos(JsonGenerator out, String name, long nanos) {
        out.writeStringProperty(name, Long.toString(nanos));
    }
}
