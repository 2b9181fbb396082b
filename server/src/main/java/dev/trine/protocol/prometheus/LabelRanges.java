package dev.trine.protocol.prometheus;

import dev.trine.model.QuotedText;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import dev.trine.wire.ProtoWriter;
import dev.trine.wire.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The labels of one series of a request, as ranges of the request's bytes: nothing is made of those
/// that are stored. Reused from series to series.
final class LabelRanges {
    private static final byte[] NAME = "__name__".getBytes(StandardCharsets.UTF_8);

    /// What is wrong with labels.
    enum Defect {
        NONE,
        NO_NAME,
        INVALID,
        DUPLICATE
    }

    private byte[] data = {};
    private int[] ends = new int[64];
    private int size;

    void clear(byte[] request) {
        data = request;
        size = 0;
    }

    int size() {
        return size;
    }

    byte[] data() {
        return data;
    }

    void add(int nameStart, int nameEnd, int valueStart, int valueEnd) {
        int at = 4 * size;
        if (at == ends.length) {
            ends = Arrays.copyOf(ends, 2 * at);
        }
        ends[at] = nameStart;
        ends[at + 1] = nameEnd;
        ends[at + 2] = valueStart;
        ends[at + 3] = valueEnd;
        size++;
    }

    /// Reads the `Label` message that comes next.
    void read(ProtoReader in) throws MalformedException {
        int outer = in.enter();
        int nameStart = in.position();
        int nameEnd = nameStart;
        int valueStart = nameStart;
        int valueEnd = nameStart;
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | ProtoReader.BYTES -> {
                    int length = in.bytes();
                    nameEnd = in.position();
                    nameStart = nameEnd - length;
                }
                case 2 << 3 | ProtoReader.BYTES -> {
                    int length = in.bytes();
                    valueEnd = in.position();
                    valueStart = valueEnd - length;
                }
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
        add(nameStart, nameEnd, valueStart, valueEnd);
    }

    int valueStart(int label) {
        return ends[4 * label + 2];
    }

    int valueEnd(int label) {
        return ends[4 * label + 3];
    }

    boolean isNamed(int label, byte[] name) {
        return Arrays.equals(data, ends[4 * label], ends[4 * label + 1], name, 0, name.length);
    }

    /// The label of a name; negative when there is none.
    int find(byte[] name) {
        for (int label = 0; label < size; label++) {
            if (isNamed(label, name)) {
                return label;
            }
        }
        return -1;
    }

    int metricName() {
        return find(NAME);
    }

    String value(int label) {
        return new String(
                data,
                valueStart(label),
                valueEnd(label) - valueStart(label),
                StandardCharsets.UTF_8);
    }

    String name(int label) {
        int start = ends[4 * label];
        return new String(data, start, ends[4 * label + 1] - start, StandardCharsets.UTF_8);
    }

    /// Puts the labels into order, and says what is wrong with them.
    Defect order() {
        for (int label = 0; label < size; label++) {
            int at = 4 * label;
            boolean named = ends[at + 1] > ends[at];
            if (!named
                    || !Utf8.isValid(data, ends[at], ends[at + 1])
                    || !Utf8.isValid(data, ends[at + 2], ends[at + 3])) {
                return Defect.INVALID;
            }
        }
        sort();
        for (int label = 1; label < size; label++) {
            if (compare(label - 1, label) == 0) {
                return Defect.DUPLICATE;
            }
        }
        int name = metricName();
        return name < 0 || valueStart(name) == valueEnd(name) ? Defect.NO_NAME : Defect.NONE;
    }

    /// Senders sort labels: one pass finds that out. Those that do not get a binary insertion.
    private void sort() {
        for (int label = 1; label < size; label++) {
            if (compare(label - 1, label) <= 0) {
                continue;
            }
            int[] moved = Arrays.copyOfRange(ends, 4 * label, 4 * label + 4);
            int low = 0;
            int high = label;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (compare(middle, label) <= 0) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            System.arraycopy(ends, 4 * low, ends, 4 * low + 4, 4 * (label - low));
            System.arraycopy(moved, 0, ends, 4 * low, 4);
        }
    }

    private int compare(int one, int other) {
        return Arrays.compareUnsigned(
                data, ends[4 * one], ends[4 * one + 1], data, ends[4 * other], ends[4 * other + 1]);
    }

    /// Writes the labels that have a value as an OTLP `KeyValueList`.
    void writeAttributes(ProtoWriter out) {
        for (int label = 0; label < size; label++) {
            if (valueEnd(label) > valueStart(label)) {
                writeAttribute(out, 1, label);
            }
        }
    }

    /// Writes one label as an OTLP `KeyValue` in a field.
    void writeAttribute(ProtoWriter out, int field, int label) {
        int entry = out.begin(field);
        out.bytesField(1, data, ends[4 * label], ends[4 * label + 1]);
        int value = out.begin(2);
        out.bytesField(1, data, valueStart(label), valueEnd(label));
        out.end(value);
        out.end(entry);
    }

    /// As people read them, of a size for a message.
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("{");
        for (int label = 0; label < size && out.length() < 500; label++) {
            out.append(label == 0 ? "" : ", ").append(name(label)).append('=');
            out.append(QuotedText.of(value(label)));
        }
        return out.append('}').toString();
    }
}
