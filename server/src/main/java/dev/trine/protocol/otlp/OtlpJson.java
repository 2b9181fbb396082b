package dev.trine.protocol.otlp;

import dev.trine.model.AnyValue;
import dev.trine.model.Attributes;
import dev.trine.model.BytesColumn;
import dev.trine.model.ResourceEntry;
import dev.trine.model.ScopeEntry;
import dev.trine.model.TraceId;
import dev.trine.wire.ProtoReader;
import java.util.HexFormat;
import tools.jackson.core.JsonGenerator;

/// Writes what all signals share as OTLP JSON: values, attributes, resources and scopes.
///
/// All fields are written, those with default values too. Generators must write to an OutputStream
/// (UTF-8), for text is handed over as the bytes that it is stored in.
public final class OtlpJson {
    private static final int DEPTH_LIMIT = ProtoReader.DEPTH_LIMIT;

    private OtlpJson() {}

    /// Writes a value as an `AnyValue` object; an empty one as `{}`.
    public static void value(JsonGenerator out, AnyValue value) {
        value(out, value, 0);
    }

    private static void value(JsonGenerator out, AnyValue value, int depth) {
        if (depth > DEPTH_LIMIT) {
            throw new IllegalArgumentException("value: nested more than " + DEPTH_LIMIT + " deep");
        }
        out.writeStartObject();
        switch (value.kind()) {
            case EMPTY -> {}
            case STRING -> {
                out.writeName("stringValue");
                out.writeUTF8String(value.data(), value.start(), value.end() - value.start());
            }
            case BOOL -> out.writeBooleanProperty("boolValue", value.boolValue());
            case INT -> out.writeStringProperty("intValue", Long.toString(value.intValue()));
            case DOUBLE -> number(out, "doubleValue", value.doubleValue());
            case ARRAY -> {
                out.writeObjectPropertyStart("arrayValue");
                out.writeArrayPropertyStart("values");
                for (AnyValue element : value.elements()) {
                    value(out, element, depth + 1);
                }
                out.writeEndArray();
                out.writeEndObject();
            }
            case KEY_VALUES -> {
                out.writeObjectPropertyStart("kvlistValue");
                out.writeName("values");
                attributes(out, value.keyValues(), depth + 1);
                out.writeEndObject();
            }
            case BYTES -> out.writeStringProperty("bytesValue", value.text());
        }
        out.writeEndObject();
    }

    /// Writes attributes as an array of `KeyValue` objects.
    public static void attributes(JsonGenerator out, Attributes attributes) {
        attributes(out, attributes, 0);
    }

    private static void attributes(JsonGenerator out, Attributes attributes, int depth) {
        out.writeStartArray();
        while (attributes.next()) {
            out.writeStartObject();
            out.writeName("key");
            out.writeUTF8String(
                    attributes.data(),
                    attributes.keyStart(),
                    attributes.keyEnd() - attributes.keyStart());
            out.writeName("value");
            value(out, attributes.value(), depth);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /// Writes `"attributes": [...]`.
    static void attributesProperty(JsonGenerator out, Attributes attributes) {
        out.writeName("attributes");
        attributes(out, attributes, 0);
    }

    /// Writes a resource as an object.
    public static void resource(JsonGenerator out, ResourceEntry resource) {
        out.writeStartObject();
        attributesProperty(out, resource.attributes());
        out.writeNumberProperty("droppedAttributesCount", resource.droppedAttributes());
        out.writeEndObject();
    }

    /// Writes a scope as an object.
    public static void scope(JsonGenerator out, ScopeEntry scope) {
        out.writeStartObject();
        out.writeStringProperty("name", scope.name());
        out.writeStringProperty("version", scope.version());
        attributesProperty(out, scope.attributes());
        out.writeNumberProperty("droppedAttributesCount", scope.droppedAttributes());
        out.writeEndObject();
    }

    /// Writes a property holding a double; by name, in quotes, when it is not finite.
    public static void number(JsonGenerator out, String name, double value) {
        out.writeName(name);
        number(out, value);
    }

    static void number(JsonGenerator out, double value) {
        if (Double.isFinite(value)) {
            out.writeNumber(value);
        } else {
            out.writeString(Double.toString(value));
        }
    }

    /// Writes a property holding a 64-bit integer, in quotes.
    static void int64(JsonGenerator out, String name, long value) {
        out.writeStringProperty(name, Long.toString(value));
    }

    /// Writes a property holding an unsigned 64-bit integer, in quotes.
    static void uint64(JsonGenerator out, String name, long value) {
        out.writeStringProperty(name, Long.toUnsignedString(value));
    }

    /// Writes a property holding an unsigned 32-bit integer.
    static void uint32(JsonGenerator out, String name, int value) {
        out.writeNumberProperty(name, Integer.toUnsignedLong(value));
    }

    /// Writes a property holding text.
    static void text(JsonGenerator out, String name, BytesColumn column, int row) {
        out.writeName(name);
        out.writeUTF8String(column.data(), column.start(row), column.length(row));
    }

    /// Writes a property holding a span id; "" for 0.
    static void spanId(JsonGenerator out, String name, long id) {
        out.writeStringProperty(name, id == 0 ? "" : HexFormat.of().toHexDigits(id));
    }

    /// Writes the property `traceId`; "" when there is none.
    static void traceId(JsonGenerator out, long high, long low) {
        boolean none = (high | low) == 0;
        out.writeStringProperty("traceId", none ? "" : new TraceId(high, low).toString());
    }
}
