package dev.trine.protocol.otlp.json;

import dev.trine.protocol.otlp.json.JsonMessage.Field;
import dev.trine.protocol.otlp.json.JsonMessage.Occurs;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoWriter;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/// Rewrites an OTLP export request from JSON to protobuf, so that [OtlpDecoder] is the one way in.
///
/// Names are in lowerCamelCase (snake_case is tolerated), ids in hex of any case, other bytes in
/// base64, enums by number (by name is tolerated), 64-bit integers as text or numbers; unknown fields
/// and nulls are passed over. Only what JSON and the types of the fields rule out fails here; an id of
/// the wrong length, say, is for the decoder to judge. Safe for use by many threads.
///
/// Source: OTLP specification 1.11, "JSON Protobuf Encoding".
public final class OtlpJsonTranscoder {
    /// Enough for 100 nested messages, the most that the decoder takes: each is at most an array and an
    /// object in JSON. Bounds the recursion here too.
    private static final int DEPTH_LIMIT = 200;

    private final TokenStreamFactory json =
            JsonFactory.builder()
                    .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEPTH_LIMIT)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    /// Rewrites an `ExportTraceServiceRequest`.
    ///
    /// @param body holds the request in `[0, length)`
    /// @throws MalformedException when that is not JSON, or a field has a value not of its type
    public byte[] traces(byte[] body, int length) throws MalformedException {
        return transcode(body, length, OtlpJsonSchema.TRACES);
    }

    /// Rewrites an `ExportLogsServiceRequest`; as [#traces].
    public byte[] logs(byte[] body, int length) throws MalformedException {
        return transcode(body, length, OtlpJsonSchema.LOGS);
    }

    /// Rewrites an `ExportMetricsServiceRequest`; as [#traces].
    public byte[] metrics(byte[] body, int length) throws MalformedException {
        return transcode(body, length, OtlpJsonSchema.METRICS);
    }

    private byte[] transcode(byte[] body, int length, JsonMessage request)
            throws MalformedException {
        ProtoWriter out = new ProtoWriter(length / 2);
        try (JsonParser in = json.createParser(ObjectReadContext.empty(), body, 0, length)) {
            try {
                in.nextToken();
                message(in, request, out);
                if (in.nextToken() != null) {
                    throw new IllegalArgumentException("expected: nothing behind the request");
                }
            } catch (IllegalArgumentException e) {
                throw new MalformedException(offset(in), "JSON: " + e.getMessage());
            }
        } catch (JacksonException e) {
            throw new MalformedException(offset(e), "JSON: " + firstLine(e.getOriginalMessage()));
        }
        return out.toByteArray();
    }

    private static int offset(JsonParser in) {
        return (int) Math.max(0, in.currentLocation().getByteOffset());
    }

    private static int offset(JacksonException e) {
        return e.getLocation() == null ? 0 : (int) Math.max(0, e.getLocation().getByteOffset());
    }

    private static String firstLine(String message) {
        String line = message.lines().findFirst().orElse("malformed");
        return line.length() <= 200 ? line : line.substring(0, 200);
    }

    /// Reads the object that the parser is at the start of.
    private static void message(JsonParser in, JsonMessage message, ProtoWriter out) {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("expected: an object");
        }
        while (in.nextToken() != JsonToken.END_OBJECT) {
            Field field = message.field(in.currentName());
            JsonToken value = in.nextToken();
            if (field == null) {
                in.skipChildren();
            } else if (value != JsonToken.VALUE_NULL) {
                field(in, field, out);
            }
        }
    }

    private static void field(JsonParser in, Field field, ProtoWriter out) {
        try {
            if (field.occurs() == Occurs.REPEATED) {
                repeated(in, field, out);
            } else {
                single(in, field, out);
            }
        } catch (UnexpectedValueException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new UnexpectedValueException(field.name() + ": " + e.getMessage(), e);
        }
    }

    private static void repeated(JsonParser in, Field field, ProtoWriter out) {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw new IllegalArgumentException("expected: an array");
        }
        switch (field.type()) {
            case MESSAGE, STRING -> {
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    single(in, field, out);
                }
            }
            default -> {
                int before = out.size();
                int packed = out.begin(field.number());
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    element(in, field, out);
                }
                if (out.size() == packed) {
                    out.truncate(before);
                } else {
                    out.end(packed);
                }
            }
        }
    }

    /// An element of a packed field.
    private static void element(JsonParser in, Field field, ProtoWriter out) {
        switch (field.type()) {
            case FIXED64 -> out.fixed64(JsonScalars.unsigned64(in));
            case DOUBLE -> out.fixed64(Double.doubleToRawLongBits(JsonScalars.number(in)));
            case UINT64 -> out.varint(JsonScalars.unsigned64(in));
            default -> throw new IllegalStateException("packed field of type " + field.type());
        }
    }

    private static void single(JsonParser in, Field field, ProtoWriter out) {
        int number = field.number();
        switch (field.type()) {
            case MESSAGE -> nested(in, field, out);
            case STRING -> {
                String text = JsonScalars.text(in);
                if (!text.isEmpty() || field.occurs() != Occurs.ONCE) {
                    out.stringField(number, text);
                }
            }
            case HEX -> bytes(JsonScalars.hex(in), field, out);
            case BASE64 -> bytes(JsonScalars.base64(in), field, out);
            case BOOL -> varint(JsonScalars.bool(in) ? 1 : 0, field, out);
            case INT32 ->
                    varint(
                            JsonScalars.integer(in, Integer.MIN_VALUE, Integer.MAX_VALUE),
                            field,
                            out);
            case UINT32 -> varint(JsonScalars.integer(in, 0, 0xFFFF_FFFFL), field, out);
            case SINT32 -> {
                long value = JsonScalars.integer(in, Integer.MIN_VALUE, Integer.MAX_VALUE);
                varint(Integer.toUnsignedLong(ProtoWriter.fold((int) value)), field, out);
            }
            case INT64 ->
                    varint(JsonScalars.integer(in, Long.MIN_VALUE, Long.MAX_VALUE), field, out);
            case UINT64 -> varint(JsonScalars.unsigned64(in), field, out);
            case ENUM -> varint(enumeration(in, field), field, out);
            case FIXED32 -> {
                long value = JsonScalars.integer(in, 0, 0xFFFF_FFFFL);
                if (value != 0 || field.occurs() != Occurs.ONCE) {
                    out.fixed32Field(number, (int) value);
                }
            }
            case FIXED64 -> fixed64(JsonScalars.unsigned64(in), field, out);
            case SFIXED64 ->
                    fixed64(JsonScalars.integer(in, Long.MIN_VALUE, Long.MAX_VALUE), field, out);
            case DOUBLE -> fixed64(Double.doubleToRawLongBits(JsonScalars.number(in)), field, out);
        }
    }

    /// An empty message where an array has a null, so that what follows keeps its place.
    private static void nested(JsonParser in, Field field, ProtoWriter out) {
        int begun = out.begin(field.number());
        if (in.currentToken() != JsonToken.VALUE_NULL) {
            message(in, Objects.requireNonNull(field.message()), out);
        }
        out.end(begun);
    }

    private static long enumeration(JsonParser in, Field field) {
        if (in.currentToken() == JsonToken.VALUE_STRING) {
            Integer number = field.names().get(in.getString());
            if (number != null) {
                return number;
            }
        }
        return JsonScalars.integer(in, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static void varint(long value, Field field, ProtoWriter out) {
        if (value != 0 || field.occurs() != Occurs.ONCE) {
            out.varintField(field.number(), value);
        }
    }

    private static void fixed64(long bits, Field field, ProtoWriter out) {
        if (bits != 0 || field.occurs() != Occurs.ONCE) {
            out.fixed64Field(field.number(), bits);
        }
    }

    private static void bytes(byte[] value, Field field, ProtoWriter out) {
        if (value.length > 0 || field.occurs() != Occurs.ONCE) {
            out.bytesField(field.number(), value);
        }
    }

    /// A value that does not fit its field; the message begins with the field's name.
    private static final class UnexpectedValueException extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        UnexpectedValueException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
