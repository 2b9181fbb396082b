package dev.trine.protocol.otlp;

import dev.trine.model.AnyValue;
import dev.trine.model.Attributes;
import dev.trine.model.LogBatch;
import tools.jackson.core.JsonGenerator;

/// Writes log records of a batch as OTLP JSON.
public final class OtlpLogJson {
    private OtlpLogJson() {}

    /// Writes the fields of a `LogRecord` into the object that the generator is in.
    ///
    /// @throws IllegalArgumentException when a value is not what a receiver writes
    public static void fields(JsonGenerator out, LogBatch batch, int row) {
        OtlpJson.int64(out, "timeUnixNano", batch.timeNanos.get(row));
        OtlpJson.int64(out, "observedTimeUnixNano", batch.observedNanos.get(row));
        out.writeNumberProperty("severityNumber", batch.severityNumber.get(row));
        OtlpJson.text(out, "severityText", batch.severityText, row);
        out.writeName("body");
        OtlpJson.value(out, AnyValue.of(batch.body, row));
        OtlpJson.attributesProperty(out, new Attributes().reset(batch.attributes, row));
        OtlpJson.uint32(out, "droppedAttributesCount", batch.droppedAttributes.get(row));
        OtlpJson.uint32(out, "flags", batch.flags.get(row));
        OtlpJson.traceId(out, batch.traceIdHigh.get(row), batch.traceIdLow.get(row));
        OtlpJson.spanId(out, "spanId", batch.spanId.get(row));
        OtlpJson.text(out, "eventName", batch.eventName, row);
    }
}
