package dev.trine.protocol.otlp;

import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import dev.trine.wire.Utf8;
import java.util.Arrays;

/// Checks `KeyValue` messages that follow each other in one field.
///
/// Nearly every attribute is *plain*: a key and a value, each once, in this order, with lengths below
/// 128; the value a string, integer, boolean or double; all text ASCII. Of those, only the lengths are
/// looked at one by one. That the text is ASCII is told for a whole stretch of them at once, without
/// knowing where it is: the high bytes of the stretch are counted, and must be no more than those that
/// the numbers in it have. Anything else takes the long way of [ValueCheck]; this one only has to be
/// right when it says yes.
final class AttributeRun {
    private static final int KEY = 1 << 3 | ProtoReader.BYTES;
    private static final int VALUE = 2 << 3 | ProtoReader.BYTES;
    private static final int STRING = 1 << 3 | ProtoReader.BYTES;
    private static final int BOOL = 2 << 3 | ProtoReader.VARINT;
    private static final int INT = 3 << 3 | ProtoReader.VARINT;
    private static final int DOUBLE = 4 << 3 | ProtoReader.FIXED64;

    private static final int NOT_PLAIN = -1;

    /// Where each entry ends.
    private int[] ends = new int[16];

    private int size;

    /// Entries that start before this offset have text that is not ASCII among them.
    private int doubtfulUntil;

    /// How many there were.
    int size() {
        return size;
    }

    /// Offset in the request behind an entry's last byte.
    int end(int index) {
        return ends[index];
    }

    /// Reads the `KeyValue` whose length is next, and those that directly follow it.
    ///
    /// @param tag of their field, below 128
    void read(ProtoReader in, int tag) throws MalformedException {
        size = 0;
        doubtfulUntil = 0;
        do {
            if (in.position() < doubtfulUntil || !plain(in, tag)) {
                ValueCheck.keyValue(in);
                add(in.position());
            }
        } while (in.follows(tag));
    }

    /// Reads entries for as long as they are plain.
    ///
    /// @return whether at least one was; the reader is behind the last one then, else where it was
    private boolean plain(ProtoReader in, int tag) {
        byte[] data = in.data();
        int start = in.position();
        int limit = in.limit();
        int first = size;
        int high = 0;
        int at = start;
        int end = start;
        do {
            int numbersHigh = plainEntry(in, at, limit);
            if (numbersHigh == NOT_PLAIN) {
                break;
            }
            high += numbersHigh;
            end = at + 1 + data[at];
            add(end);
            at = end + 1;
        } while (end < limit && data[end] == tag);
        if (Utf8.highBytes(data, start, end) != high) {
            size = first;
            doubtfulUntil = end;
            return false;
        }
        in.advanceTo(end);
        return end > start;
    }

    /// Looks at the lengths of the entry whose own is at `at`.
    ///
    /// @return how many bytes of a number in it are high, or [#NOT_PLAIN]
    private static int plainEntry(ProtoReader in, int at, int limit) {
        if (limit - at < 7) {
            return NOT_PLAIN;
        }
        int head = in.peek32(at); // length, tag of the key, its length, its first byte
        int end = at + 1 + (head & 0xFF);
        int value = at + 3 + (head >>> 16 & 0xFF);
        int valueLength = end - value - 2;
        if ((head & 0x80_FF_80) != KEY << 8 || end > limit || valueLength < 2) {
            return NOT_PLAIN;
        }
        int found = in.peek32(value); // tag of the value, its length, and the same inside it
        int text = VALUE | valueLength << 8 | STRING << 16 | (valueLength - 2) << 24;
        if (found == text) {
            return 0;
        }
        return (found ^ text) << 16 == 0 ? number(in.data(), value + 2, end) : NOT_PLAIN;
    }

    /// The same for the content of an `AnyValue` that is not a string.
    private static int number(byte[] data, int from, int to) {
        return switch (data[from]) {
            case INT, BOOL -> varint(data, from + 1, to);
            case DOUBLE -> to - from == 9 ? Utf8.highBytes(data, from + 1, to) : NOT_PLAIN;
            default -> NOT_PLAIN;
        };
    }

    /// The same for what must be exactly one varint of at most ten bytes.
    private static int varint(byte[] data, int from, int to) {
        int last = to - 1;
        int at = from;
        while (at < last && data[at] < 0) {
            at++;
        }
        return at == last && data[last] >= 0 && last - from <= 9 ? last - from : NOT_PLAIN;
    }

    private void add(int end) {
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, size * 2);
        }
        ends[size++] = end;
    }
}
