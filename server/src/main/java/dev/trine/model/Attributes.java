package dev.trine.model;

import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A cursor over attributes in their OTLP encoding (a `KeyValueList`, or the attributes inside a
/// resource or scope). Made to be moved from row to row: it allocates nothing but the values asked
/// for. Not safe for use by several threads.
///
/// ```java
/// Attributes attributes = new Attributes();
/// if (attributes.reset(batch.attributes, row).find(key)) {
///     String text = attributes.value().text();
/// }
/// ```
public final class Attributes {
    private static final byte[] NOTHING = {};
    private static final int KEY = 1 << 3 | ProtoReader.BYTES;
    private static final int VALUE = 2 << 3 | ProtoReader.BYTES;

    private final ProtoReader in = new ProtoReader(NOTHING, 0, 0);
    private final int entryTag;
    private int from;
    private int to;
    private int keyStart;
    private int keyEnd;
    private int valueStart;
    private int valueEnd;

    /// A cursor over the entries of `KeyValueList` messages, at first of an empty one.
    public Attributes() {
        this(1);
    }

    /// A cursor over the `KeyValue` messages in the given field of other messages: 1 of a resource,
    /// 3 of a scope or a span's event.
    public Attributes(int field) {
        entryTag = field << 3 | ProtoReader.BYTES;
    }

    /// Moves before the first entry of one value of a column.
    public Attributes reset(BytesColumn column, int row) {
        return reset(column.data(), column.start(row), column.end(row));
    }

    /// Moves before the first entry of the message `data[newFrom, newTo)`.
    public Attributes reset(byte[] data, int newFrom, int newTo) {
        from = newFrom;
        to = newTo;
        in.reset(data, newFrom, newTo);
        keyStart = keyEnd = valueStart = valueEnd = newFrom;
        return this;
    }

    /// Moves to the next entry.
    ///
    /// @return false when there is none
    /// @throws IllegalArgumentException when the bytes are not what a receiver writes
    public boolean next() {
        try {
            while (in.more()) {
                int tag = in.tag();
                if (tag == entryTag) {
                    entry();
                    return true;
                }
                in.skip(tag);
            }
            return false;
        } catch (MalformedException e) {
            throw new IllegalArgumentException("attributes: " + e.getMessage(), e);
        }
    }

    private void entry() throws MalformedException {
        int outer = in.enter();
        keyStart = keyEnd = valueStart = valueEnd = in.limit();
        while (in.more()) {
            int tag = in.tag();
            if (tag == KEY) {
                int length = in.bytes();
                keyEnd = in.position();
                keyStart = keyEnd - length;
            } else if (tag == VALUE) {
                int length = in.bytes();
                valueEnd = in.position();
                valueStart = valueEnd - length;
            } else {
                in.skip(tag);
            }
        }
        in.leave(outer);
    }

    /// Moves to the first entry with a key, wherever the cursor is.
    ///
    /// @param key UTF-8
    /// @return false when there is none
    public boolean find(byte[] key) {
        in.reset(in.data(), from, to);
        while (next()) {
            if (keyEquals(key)) {
                return true;
            }
        }
        return false;
    }

    /// Whether the entry's key is the given UTF-8.
    public boolean keyEquals(byte[] key) {
        return Arrays.equals(in.data(), keyStart, keyEnd, key, 0, key.length);
    }

    /// The entry's key.
    public String key() {
        return new String(in.data(), keyStart, keyEnd - keyStart, StandardCharsets.UTF_8);
    }

    /// The entry's value; empty when it was sent without one.
    public AnyValue value() {
        return new AnyValue(in.data(), valueStart, valueEnd);
    }

    /// The bytes that the offsets refer to; not a copy.
    public byte[] data() {
        return in.data();
    }

    public int keyStart() {
        return keyStart;
    }

    public int keyEnd() {
        return keyEnd;
    }

    /// Where the entry's encoded `AnyValue` begins.
    public int valueStart() {
        return valueStart;
    }

    public int valueEnd() {
        return valueEnd;
    }
}
