package dev.trine.protocol.otlp.json;

import dev.trine.model.Signal;
import dev.trine.protocol.otlp.json.JsonMessage.Field;
import dev.trine.protocol.otlp.json.JsonMessage.Occurs;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import tools.jackson.core.JsonGenerator;

/// Rewrites an OTLP export request from protobuf to JSON: what [OtlpJsonTranscoder] reads, backwards.
/// Fields that no table knows are left out. Not safe for use by several threads.
///
/// A double that is a NaN of other bits than the usual ones (Prometheus's stale marker is one) has its
/// bits in a property beside it, named like it with `Bits` behind.
///
/// Source: OTLP specification 1.11, "JSON Protobuf Encoding".
public final class OtlpJsonWriter {
    private static final long USUAL_NAN = Double.doubleToRawLongBits(Double.NaN);

    /// Writes one request as an object.
    ///
    /// @param out writes UTF-8 to a stream: text is handed over as the bytes that it is stored in
    /// @throws MalformedException when the request is not protobuf
    public void request(Signal signal, byte[] request, JsonGenerator out)
            throws MalformedException {
        JsonMessage schema =
                switch (signal) {
                    case TRACES -> OtlpJsonSchema.TRACES;
                    case LOGS -> OtlpJsonSchema.LOGS;
                    case METRICS -> OtlpJsonSchema.METRICS;
                };
        message(new ProtoReader(request, 0, request.length), schema, out);
    }

    /// Where the fields of a message begin, in the order of the bytes.
    private static final class Places {
        int[] tags = new int[16];
        int[] starts = new int[16];
        int size;

        void add(int tag, int start) {
            if (size == tags.length) {
                tags = Arrays.copyOf(tags, size * 2);
                starts = Arrays.copyOf(starts, size * 2);
            }
            tags[size] = tag;
            starts[size++] = start;
        }
    }

    private void message(ProtoReader in, JsonMessage schema, JsonGenerator out)
            throws MalformedException {
        Places places = new Places();
        while (in.more()) {
            int tag = in.tag();
            places.add(tag, in.position());
            in.skip(tag);
        }
        out.writeStartObject();
        for (int i = 0; i < places.size; i++) {
            int number = places.tags[i] >>> 3;
            Field field = schema.field(number);
            if (field != null && isFirst(places, i)) {
                if (field.occurs() == Occurs.REPEATED) {
                    repeated(in, field, places, i, out);
                } else {
                    int last = last(places, i);
                    single(at(in, places, last), field, out);
                }
            }
        }
        out.writeEndObject();
    }

    private static boolean isFirst(Places places, int index) {
        if (index > 0 && places.tags[index - 1] == places.tags[index]) {
            return false;
        }
        for (int i = 0; i < index; i++) {
            if (places.tags[i] >>> 3 == places.tags[index] >>> 3) {
                return false;
            }
        }
        return true;
    }

    /// The last one counts.
    private static int last(Places places, int index) {
        int last = index;
        for (int i = index + 1; i < places.size; i++) {
            if (places.tags[i] == places.tags[index]) {
                last = i;
            }
        }
        return last;
    }

    private static ProtoReader at(ProtoReader in, Places places, int index) {
        return new ProtoReader(in.data(), places.starts[index], in.limit());
    }

    private void repeated(ProtoReader in, Field field, Places places, int first, JsonGenerator out)
            throws MalformedException {
        out.writeArrayPropertyStart(field.name());
        for (int i = first; i < places.size; i++) {
            int tag = places.tags[i];
            if (tag >>> 3 != field.number()) {
                continue;
            }
            ProtoReader value = at(in, places, i);
            boolean packed =
                    (tag & 7) == ProtoReader.BYTES
                            && field.type() != JsonMessage.Type.MESSAGE
                            && field.type() != JsonMessage.Type.STRING;
            if (packed) {
                int outer = value.enter();
                while (value.more()) {
                    value(value, field, out);
                }
                value.leave(outer);
            } else {
                value(value, field, out);
            }
        }
        out.writeEndArray();
    }

    private void single(ProtoReader in, Field field, JsonGenerator out) throws MalformedException {
        if (field.type() == JsonMessage.Type.DOUBLE) {
            long bits = in.fixed64();
            double value = Double.longBitsToDouble(bits);
            out.writeName(field.name());
            number(value, out);
            if (Double.isNaN(value) && bits != USUAL_NAN) {
                out.writeStringProperty(
                        field.name() + JsonMessage.BITS_SUFFIX, Long.toUnsignedString(bits));
            }
            return;
        }
        out.writeName(field.name());
        value(in, field, out);
    }

    private void value(ProtoReader in, Field field, JsonGenerator out) throws MalformedException {
        switch (field.type()) {
            case MESSAGE -> {
                int outer = in.enter();
                JsonMessage schema = field.message();
                if (schema == null) {
                    throw new IllegalStateException("no table: " + field.name());
                }
                message(in, schema, out);
                in.leave(outer);
            }
            case STRING -> {
                int length = in.bytes();
                out.writeUTF8String(in.data(), in.position() - length, length);
            }
            case HEX -> out.writeString(HexFormat.of().formatHex(bytes(in)));
            case BASE64 -> out.writeString(Base64.getEncoder().encodeToString(bytes(in)));
            case BOOL -> out.writeBoolean(in.varint64() != 0);
            case INT32, ENUM -> out.writeNumber(in.varint32());
            case UINT32 -> out.writeNumber(Integer.toUnsignedLong(in.varint32()));
            case SINT32 -> out.writeNumber(ProtoReader.unfold(in.varint32()));
            case INT64 -> out.writeString(Long.toString(in.varint64()));
            case UINT64 -> out.writeString(Long.toUnsignedString(in.varint64()));
            case FIXED32 -> out.writeNumber(Integer.toUnsignedLong(in.fixed32()));
            case FIXED64 -> out.writeString(Long.toUnsignedString(in.fixed64()));
            case SFIXED64 -> out.writeString(Long.toString(in.fixed64()));
            case DOUBLE -> number(Double.longBitsToDouble(in.fixed64()), out);
        }
    }

    private static byte[] bytes(ProtoReader in) throws MalformedException {
        int length = in.bytes();
        return Arrays.copyOfRange(in.data(), in.position() - length, in.position());
    }

    private static void number(double value, JsonGenerator out) {
        if (Double.isFinite(value)) {
            out.writeNumber(value);
        } else {
            out.writeString(Double.toString(value));
        }
    }
}
