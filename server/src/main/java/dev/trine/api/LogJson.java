package dev.trine.api;

import dev.trine.model.LogBatch;
import dev.trine.model.ResourceEntry;
import dev.trine.model.ScopeEntry;
import dev.trine.protocol.otlp.OtlpLogJson;
import dev.trine.query.filter.Page;
import dev.trine.query.filter.Severity;
import dev.trine.query.logs.LogVolume;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/// Writes log records.
final class LogJson {
    private LogJson() {}

    static void list(JsonGenerator out, List<Page.Row<LogBatch>> records) {
        out.writeStartArray();
        for (Page.Row<LogBatch> one : records) {
            LogBatch batch = one.batch();
            out.writeStartObject();
            OtlpLogJson.fields(out, batch, one.row());
            TraceJson.origin(
                    out,
                    ResourceEntry.of(batch.resources(), batch.resource.get(one.row())),
                    ScopeEntry.of(batch.scopes(), batch.scope.get(one.row())));
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    static void histogram(JsonGenerator out, LogVolume volume) {
        out.writeStartObject();
        TraceJson.nanos(out, "start", volume.times().startNanos());
        TraceJson.nanos(out, "end", volume.times().endNanos());
        TraceJson.nanos(out, "step", volume.times().stepNanos());
        out.writeArrayPropertyStart("buckets");
        for (int i = 0; i < volume.times().count(); i++) {
            out.writeStartObject();
            TraceJson.nanos(out, "time", volume.times().bucketStart(i));
            for (Severity severity : Severity.values()) {
                out.writeNumberProperty(
                        severity.name().toLowerCase(Locale.ROOT), volume.count(i, severity));
            }
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }
}
