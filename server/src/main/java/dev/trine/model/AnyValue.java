package dev.trine.model;

import dev.trine.wire.JsonText;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// A view of one encoded OTLP `AnyValue`: the value of an attribute, the body of a log record.
/// Immutable as long as the bytes below it are, and cheap: nothing is copied.
///
/// Source: `opentelemetry/proto/common/v1/common.proto`, version 1.11.
public final class AnyValue {
    /// How deep values may nest when they are put into words; the receiver accepts fewer.
    private static final int DEPTH_LIMIT = ProtoReader.DEPTH_LIMIT;

    /// The type of a value. A value of none of them (or of one that this version does not know) is
    /// empty, which OTLP allows.
    public enum Kind {
        EMPTY,
        STRING,
        BOOL,
        INT,
        DOUBLE,
        ARRAY,
        KEY_VALUES,
        BYTES
    }

    private final byte[] data;
    private Kind kind = Kind.EMPTY;
    private int start;
    private int end;
    private long number;

    /// A view of the message `data[from, to)`.
    ///
    /// @throws IllegalArgumentException when that is not an `AnyValue`
    public AnyValue(byte[] data, int from, int to) {
        this.data = data;
        try {
            ProtoReader in = new ProtoReader(data, from, to);
            while (in.more()) {
                field(in, in.tag());
            }
        } catch (MalformedException e) {
            throw new IllegalArgumentException("any value: " + e.getMessage(), e);
        }
    }

    /// A view of one value of a column of encoded `AnyValue` messages.
    public static AnyValue of(BytesColumn column, int row) {
        return new AnyValue(column.data(), column.start(row), column.end(row));
    }

    private void field(ProtoReader in, int tag) throws MalformedException {
        switch (tag) {
            case 1 << 3 | ProtoReader.BYTES -> range(in, Kind.STRING);
            case 2 << 3 | ProtoReader.VARINT -> number(Kind.BOOL, in.varint64());
            case 3 << 3 | ProtoReader.VARINT -> number(Kind.INT, in.varint64());
            case 4 << 3 | ProtoReader.FIXED64 -> number(Kind.DOUBLE, in.fixed64());
            case 5 << 3 | ProtoReader.BYTES -> range(in, Kind.ARRAY);
            case 6 << 3 | ProtoReader.BYTES -> range(in, Kind.KEY_VALUES);
            case 7 << 3 | ProtoReader.BYTES -> range(in, Kind.BYTES);
            default -> in.skip(tag);
        }
    }

    private void range(ProtoReader in, Kind newKind) throws MalformedException {
        int length = in.bytes();
        kind = newKind;
        end = in.position();
        start = end - length;
    }

    private void number(Kind newKind, long value) {
        kind = newKind;
        number = value;
    }

    public Kind kind() {
        return kind;
    }

    /// The bytes that [#start()] and [#end()] refer to; not a copy.
    public byte[] data() {
        return data;
    }

    /// Where the contents of a string, bytes, an array or key-values begin.
    public int start() {
        return start;
    }

    /// Offset behind the contents of a string, bytes, an array or key-values.
    public int end() {
        return end;
    }

    /// An integer's value.
    public long intValue() {
        return number;
    }

    /// A double's value.
    public double doubleValue() {
        return Double.longBitsToDouble(number);
    }

    /// A boolean's value.
    public boolean boolValue() {
        return number != 0;
    }

    /// The contents of a string read as UTF-8.
    public String string() {
        return new String(data, start, end - start, StandardCharsets.UTF_8);
    }

    /// The elements of an array, in order, each read when it is reached.
    ///
    /// @throws IllegalArgumentException while iterating, when one is not an `AnyValue`
    public Iterable<AnyValue> elements() {
        return () -> new Elements(data, start, end);
    }

    /// The entries of key-values, in order.
    public Attributes keyValues() {
        return new Attributes().reset(data, start, end);
    }

    /// The value as people read and compare it: strings as they are, numbers in decimal, bytes in
    /// base64, arrays and key-values as compact JSON, nothing for an empty value.
    ///
    /// @throws IllegalArgumentException when it nests deeper than any receiver lets in
    public String text() {
        return text(Integer.MAX_VALUE);
    }

    /// The same, but arrays and key-values stop soon after `enough` characters, so that huge ones cost
    /// no more than what is wanted of them; what is left is then not complete JSON.
    public String text(int enough) {
        return switch (kind) {
            case EMPTY -> "";
            case STRING -> string();
            case BOOL -> Boolean.toString(boolValue());
            case INT -> Long.toString(number);
            case DOUBLE -> decimal(doubleValue());
            case BYTES -> Base64.getEncoder().encodeToString(bytes());
            case ARRAY, KEY_VALUES -> {
                StringBuilder out = new StringBuilder();
                appendJson(out, 0, enough);
                yield out.toString();
            }
        };
    }

    /// Whether [#text()] is the given UTF-8; makes no text of strings.
    public boolean textEquals(byte[] utf8) {
        if (kind == Kind.STRING) {
            return Arrays.equals(data, start, end, utf8, 0, utf8.length);
        }
        return text().equals(new String(utf8, StandardCharsets.UTF_8));
    }

    /// A copy of the contents of bytes (or of a string, in UTF-8).
    public byte[] bytes() {
        return Arrays.copyOfRange(data, start, end);
    }

    private void appendJson(StringBuilder out, int depth, int enough) {
        if (depth > DEPTH_LIMIT) {
            throw new IllegalArgumentException(
                    "any value: nested more than " + DEPTH_LIMIT + " deep");
        }
        switch (kind) {
            case EMPTY -> out.append("null");
            case STRING, BYTES -> JsonText.quote(out, text());
            case BOOL, INT -> out.append(text());
            case DOUBLE -> {
                if (Double.isFinite(doubleValue())) {
                    out.append(text());
                } else {
                    JsonText.quote(out, text());
                }
            }
            case ARRAY -> appendArray(out, depth, enough);
            case KEY_VALUES -> appendObject(out, depth, enough);
        }
    }

    private void appendArray(StringBuilder out, int depth, int enough) {
        out.append('[');
        Elements elements = new Elements(data, start, end);
        while (out.length() < enough && elements.hasNext()) {
            elements.next().appendJson(out, depth + 1, enough);
            if (elements.hasNext()) {
                out.append(',');
            }
        }
        out.append(']');
    }

    private void appendObject(StringBuilder out, int depth, int enough) {
        Attributes entries = keyValues();
        char separator = '{';
        while (out.length() < enough && entries.next()) {
            out.append(separator);
            JsonText.quote(out, entries.key());
            out.append(':');
            entries.value().appendJson(out, depth + 1, enough);
            separator = ',';
        }
        out.append(separator == '{' ? "{}" : "}");
    }

    /// The shortest decimal that reads back as the same double, without a trailing `.0`, and without
    /// an exponent where people would not write one (as JSON encoders do: 1e-6 up to 1e21).
    public static String decimal(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : Double.toString(value);
        }
        double size = Math.abs(value);
        if (size >= 1e-6 && size < 1e21) {
            return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
        }
        return Double.toString(value);
    }

    /// Walks an `ArrayValue`, one element ahead.
    private static final class Elements implements Iterator<AnyValue> {
        private final ProtoReader in;
        private @Nullable AnyValue next;

        Elements(byte[] data, int start, int end) {
            in = new ProtoReader(data, start, end);
            next = read();
        }

        private @Nullable AnyValue read() {
            try {
                while (in.more()) {
                    int tag = in.tag();
                    if (tag == (1 << 3 | ProtoReader.BYTES)) {
                        int length = in.bytes();
                        return new AnyValue(in.data(), in.position() - length, in.position());
                    }
                    in.skip(tag);
                }
                return null;
            } catch (MalformedException e) {
                throw new IllegalArgumentException("array value: " + e.getMessage(), e);
            }
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public AnyValue next() {
            AnyValue current = next;
            if (current == null) {
                throw new NoSuchElementException("array value: no more elements");
            }
            next = read();
            return current;
        }
    }
}
