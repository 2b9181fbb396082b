package dev.trine.protocol.otlp;

import dev.trine.model.Attributes;
import dev.trine.model.SpanBatch;
import dev.trine.model.SpanEvent;
import dev.trine.model.SpanLink;
import tools.jackson.core.JsonGenerator;

/// Writes spans of a batch as OTLP JSON.
public final class OtlpSpanJson {
    private OtlpSpanJson() {}

    /// Writes the fields of a `Span` into the object that the generator is in.
    ///
    /// @throws IllegalArgumentException when a value is not what a receiver writes
    public static void fields(JsonGenerator out, SpanBatch batch, int row) {
        OtlpJson.traceId(out, batch.traceIdHigh.get(row), batch.traceIdLow.get(row));
        OtlpJson.spanId(out, "spanId", batch.spanId.get(row));
        OtlpJson.spanId(out, "parentSpanId", batch.parentSpanId.get(row));
        OtlpJson.text(out, "traceState", batch.traceState, row);
        OtlpJson.text(out, "name", batch.name, row);
        out.writeNumberProperty("kind", batch.kind.get(row));
        OtlpJson.int64(out, "startTimeUnixNano", batch.startNanos.get(row));
        OtlpJson.int64(out, "endTimeUnixNano", batch.endNanos.get(row));
        OtlpJson.attributesProperty(out, new Attributes().reset(batch.attributes, row));
        OtlpJson.uint32(out, "droppedAttributesCount", batch.droppedAttributes.get(row));
        out.writeArrayPropertyStart("events");
        for (SpanEvent event : SpanEvent.of(batch.events, row)) {
            event(out, event);
        }
        out.writeEndArray();
        OtlpJson.uint32(out, "droppedEventsCount", batch.droppedEvents.get(row));
        out.writeArrayPropertyStart("links");
        for (SpanLink link : SpanLink.of(batch.links, row)) {
            link(out, link);
        }
        out.writeEndArray();
        OtlpJson.uint32(out, "droppedLinksCount", batch.droppedLinks.get(row));
        out.writeObjectPropertyStart("status");
        out.writeNumberProperty("code", batch.statusCode.get(row));
        OtlpJson.text(out, "message", batch.statusMessage, row);
        out.writeEndObject();
        OtlpJson.uint32(out, "flags", batch.flags.get(row));
    }

    private static void event(JsonGenerator out, SpanEvent event) {
        out.writeStartObject();
        OtlpJson.int64(out, "timeUnixNano", event.timeNanos());
        out.writeStringProperty("name", event.name());
        OtlpJson.attributesProperty(out, event.attributes());
        out.writeNumberProperty("droppedAttributesCount", event.droppedAttributes());
        out.writeEndObject();
    }

    private static void link(JsonGenerator out, SpanLink link) {
        out.writeStartObject();
        OtlpJson.traceId(out, link.traceIdHigh(), link.traceIdLow());
        OtlpJson.spanId(out, "spanId", link.spanId());
        out.writeStringProperty("traceState", link.traceState());
        OtlpJson.attributesProperty(out, link.attributes());
        out.writeNumberProperty("droppedAttributesCount", link.droppedAttributes());
        OtlpJson.uint32(out, "flags", link.flags());
        out.writeEndObject();
    }
}
