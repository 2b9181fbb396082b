package dev.trine.protocol.otlp;

import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import dev.trine.wire.Utf8;

/// Checks `KeyValue` and `AnyValue` messages that are then kept as they are: every length, every
/// string and how deep they nest (see [ProtoReader#DEPTH_LIMIT], which also bounds the recursion).
final class ValueCheck {
    private static final int KEY = 1 << 3 | ProtoReader.BYTES;
    private static final int VALUE = 2 << 3 | ProtoReader.BYTES;
    private static final int ELEMENT = 1 << 3 | ProtoReader.BYTES;

    private static final int STRING = 1 << 3 | ProtoReader.BYTES;
    private static final int BOOL = 2 << 3 | ProtoReader.VARINT;
    private static final int INT = 3 << 3 | ProtoReader.VARINT;
    private static final int DOUBLE = 4 << 3 | ProtoReader.FIXED64;
    private static final int ARRAY = 5 << 3 | ProtoReader.BYTES;
    private static final int KEY_VALUES = 6 << 3 | ProtoReader.BYTES;
    private static final int STRING_INDEX = 8 << 3 | ProtoReader.VARINT;

    private ValueCheck() {}

    /// Reads the `KeyValue` whose length is next.
    static void keyValue(ProtoReader in) throws MalformedException {
        int outer = in.enter();
        if (in.depth() >= ProtoReader.DEPTH_LIMIT
                || !isPlain(in.data(), in.position(), in.limit())) {
            entry(in);
        }
        in.leave(outer);
    }

    /// Whether `data[from, to)` is what nearly every attribute is: a key and a value, each once, in
    /// this order, with lengths below 128, the value a string, integer, boolean or double, all text
    /// ASCII. Anything else takes the long way; this one only has to be right when it says yes.
    private static boolean isPlain(byte[] data, int from, int to) {
        if (to - from < 6 || data[from] != KEY) {
            return false;
        }
        int value = from + 2 + data[from + 1];
        int valueLength = to - value - 2;
        if (data[from + 1] < 0
                || valueLength < 2
                || data[value] != VALUE
                || data[value + 1] != valueLength) {
            return false;
        }
        return switch (data[value + 2]) {
            case STRING -> data[value + 3] == valueLength - 2 && Utf8.isAscii(data, from + 2, to);
            case INT, BOOL -> isVarint(data, value + 3, to) && Utf8.isAscii(data, from + 2, value);
            case DOUBLE -> valueLength == 9 && Utf8.isAscii(data, from + 2, value);
            default -> false;
        };
    }

    /// Whether `data[from, to)` is exactly one varint of at most ten bytes.
    private static boolean isVarint(byte[] data, int from, int to) {
        int last = to - 1;
        if (last - from > 9 || data[last] < 0) {
            return false;
        }
        int at = from;
        while (at < last && data[at] < 0) {
            at++;
        }
        return at == last;
    }

    private static void entry(ProtoReader in) throws MalformedException {
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case KEY -> in.utf8();
                case VALUE -> anyValue(in);
                default -> in.skip(tag);
            }
        }
    }

    /// Reads the `AnyValue` whose length is next.
    static void anyValue(ProtoReader in) throws MalformedException {
        int outer = in.enter();
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case STRING -> in.utf8();
                case BOOL, INT, STRING_INDEX -> in.varint64();
                case DOUBLE -> in.fixed64();
                case ARRAY -> array(in);
                case KEY_VALUES -> keyValues(in);
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
    }

    private static void array(ProtoReader in) throws MalformedException {
        int outer = in.enter();
        while (in.more()) {
            int tag = in.tag();
            if (tag == ELEMENT) {
                anyValue(in);
            } else {
                in.skip(tag);
            }
        }
        in.leave(outer);
    }

    private static void keyValues(ProtoReader in) throws MalformedException {
        int outer = in.enter();
        while (in.more()) {
            int tag = in.tag();
            if (tag == ELEMENT) {
                keyValue(in);
            } else {
                in.skip(tag);
            }
        }
        in.leave(outer);
    }
}
