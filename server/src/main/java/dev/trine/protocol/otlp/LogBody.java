package dev.trine.protocol.otlp;

import dev.trine.model.AnyValue;
import dev.trine.model.BytesColumn;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import dev.trine.wire.ProtoWriter;
import dev.trine.wire.Utf8;
import java.nio.charset.StandardCharsets;

/// The body of the log record being read. One that is too long is cut, and says so in an attribute:
/// text at a character, bytes anywhere; arrays and key-values become their JSON text, and that is cut.
final class LogBody {
    /// Attribute of a cut record: how many bytes the whole body had, those of its encoding when it was
    /// neither text nor bytes.
    static final String TRUNCATED_KEY = "trine.truncated.body.bytes";

    private static final int STRING_FIELD = 1;
    private static final int BYTES_FIELD = 7;
    private static final int INT_FIELD = 3;

    private final BytesColumn column;
    private final PendingValue value;
    private final int limit;

    LogBody(BytesColumn column, int limit) {
        this.column = column;
        this.limit = limit;
        value = new PendingValue(column);
    }

    void clear() {
        value.clear();
    }

    /// Reads the `AnyValue` whose length is next. Sent twice, the two are merged, which in protobuf
    /// is putting one behind the other.
    void read(ProtoReader in) throws MalformedException {
        int before = in.position();
        ValueCheck.anyValue(in);
        int length = lengthBehindPrefix(in.data(), before, in.position());
        value.append(in.data(), in.position() - length, in.position());
    }

    /// The length of a message from the length prefix at `from` to `end`.
    private static int lengthBehindPrefix(byte[] data, int from, int end) {
        int at = from;
        while (data[at] < 0) {
            at++;
        }
        return end - at - 1;
    }

    /// Adds the body to the column, and the flag to the record's attributes when it was cut.
    void commit(AttributeList attributes) {
        if (value.length() > limit) {
            cut(attributes);
        }
        value.commit();
    }

    private void cut(AttributeList attributes) {
        int from = column.dataSize();
        int encoded = value.length();
        AnyValue whole = new AnyValue(column.data(), from, from + encoded);
        int length = whole.end() - whole.start();
        switch (whole.kind()) {
            case STRING -> {
                if (length > limit) {
                    int end = Utf8.cut(whole.data(), whole.start(), whole.start() + limit);
                    replace(STRING_FIELD, whole.data(), whole.start(), end);
                    flag(attributes, length);
                }
            }
            case BYTES -> {
                if (length > limit) {
                    replace(BYTES_FIELD, whole.data(), whole.start(), whole.start() + limit);
                    flag(attributes, length);
                }
            }
            case ARRAY, KEY_VALUES -> {
                byte[] text = whole.text(limit).getBytes(StandardCharsets.UTF_8);
                int end = text.length <= limit ? text.length : Utf8.cut(text, 0, limit);
                replace(STRING_FIELD, text, 0, end);
                flag(attributes, encoded);
            }
            case EMPTY, BOOL, INT, DOUBLE -> {
                // Only fields that no version of OTLP has make these long.
                replace(STRING_FIELD, whole.text().getBytes(StandardCharsets.UTF_8));
                flag(attributes, encoded);
            }
        }
    }

    private void replace(int field, byte[] source) {
        replace(field, source, 0, source.length);
    }

    private void replace(int field, byte[] source, int from, int to) {
        ProtoWriter out = new ProtoWriter(to - from + 16);
        out.bytesField(field, source, from, to);
        value.clear();
        value.append(out.data(), 0, out.size());
    }

    private static void flag(AttributeList attributes, int length) {
        ProtoWriter out = new ProtoWriter(64);
        int entry = out.begin(1);
        out.stringField(1, TRUNCATED_KEY);
        int any = out.begin(2);
        out.varintField(INT_FIELD, length);
        out.end(any);
        out.end(entry);
        attributes.add(out.data(), 1, out.size()); // behind the tag, from the length on
    }
}
