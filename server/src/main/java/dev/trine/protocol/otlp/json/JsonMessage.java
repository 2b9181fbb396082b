package dev.trine.protocol.otlp.json;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The fields of one OTLP message by their JSON names. Filled once, when the tables of
/// [OtlpJsonSchema] are made, and only read from then on.
final class JsonMessage {
    /// Ends the name of the property with the bits of a double.
    static final String BITS_SUFFIX = "Bits";

    /// What a field holds, and so how it is read from JSON and written to protobuf.
    enum Type {
        STRING,
        BOOL,
        /// uint32 and the like, as a varint.
        UINT32,
        /// int32 as a varint.
        INT32,
        /// sint32 as a varint with its sign folded.
        SINT32,
        INT64,
        UINT64,
        FIXED32,
        FIXED64,
        SFIXED64,
        DOUBLE,
        /// Bytes, in base64.
        BASE64,
        /// Bytes of a trace or span id, in hex.
        HEX,
        /// A number, or tolerated: its name.
        ENUM,
        MESSAGE
    }

    /// How often a field occurs, and whether its default value is written.
    enum Occurs {
        /// Once; left out of protobuf when it has its default value.
        ONCE,
        /// Once, and a default value differs from none (`optional`, or a member of a `oneof`).
        PRESENT,
        REPEATED
    }

    /// One field.
    ///
    /// @param message the table of a field of type MESSAGE
    /// @param names the numbers of a field of type ENUM by their names
    record Field(
            String name,
            int number,
            Type type,
            Occurs occurs,
            @Nullable JsonMessage message,
            Map<String, Integer> names) {}

    private final Map<String, Field> fields = new HashMap<>();
    private final Map<Integer, Field> byNumber = new HashMap<>();

    JsonMessage once(int number, String name, Type type) {
        return add(new Field(name, number, type, Occurs.ONCE, null, Map.of()));
    }

    JsonMessage present(int number, String name, Type type) {
        return add(new Field(name, number, type, Occurs.PRESENT, null, Map.of()));
    }

    JsonMessage repeated(int number, String name, Type type) {
        return add(new Field(name, number, type, Occurs.REPEATED, null, Map.of()));
    }

    JsonMessage enumeration(int number, String name, Map<String, Integer> names) {
        return add(new Field(name, number, Type.ENUM, Occurs.ONCE, null, names));
    }

    JsonMessage message(int number, String name, JsonMessage message) {
        return add(new Field(name, number, Type.MESSAGE, Occurs.PRESENT, message, Map.of()));
    }

    JsonMessage messages(int number, String name, JsonMessage message) {
        return add(new Field(name, number, Type.MESSAGE, Occurs.REPEATED, message, Map.of()));
    }

    /// OTLP names fields in lowerCamelCase only; snake_case is what people write by mistake.
    private JsonMessage add(Field field) {
        fields.put(field.name(), field);
        fields.put(snakeCase(field.name()), field);
        byNumber.put(field.number(), field);
        if (field.type() == Type.DOUBLE && field.occurs() != Occurs.REPEATED) {
            // JSON has one NaN. Behind the field, its bits say which it was: what an export writes,
            // and
            // everyone else passes over.
            String bits = field.name() + BITS_SUFFIX;
            fields.put(
                    bits,
                    new Field(bits, field.number(), Type.FIXED64, Occurs.PRESENT, null, Map.of()));
        }
        return this;
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /// The field of that number; null when the message has none.
    @Nullable Field field(int number) {
        return byNumber.get(number);
    }

    /// The field of that name; null when the message has none.
    @Nullable Field field(String name) {
        return fields.get(name);
    }
}
