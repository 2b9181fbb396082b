package dev.trine.model;

import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/// Reading the messages that a receiver has checked and stored in a column's values.
final class Messages {
    private Messages() {}

    /// Reads the message that the reader is at the start of, to its end.
    interface Form<T> {
        T read(ProtoReader in) throws MalformedException;
    }

    /// The message that fills a column's value.
    static <T> T only(BytesColumn column, int row, Form<T> form) {
        try {
            return form.read(reader(column, row));
        } catch (MalformedException e) {
            throw new IllegalArgumentException("row " + row + ": " + e.getMessage(), e);
        }
    }

    /// The messages in one field of a column's value, in order.
    static <T> List<T> all(BytesColumn column, int row, int field, Form<T> form) {
        List<T> messages = new ArrayList<>();
        try {
            ProtoReader in = reader(column, row);
            while (in.more()) {
                int tag = in.tag();
                if (tag == (field << 3 | ProtoReader.BYTES)) {
                    int outer = in.enter();
                    messages.add(form.read(in));
                    in.leave(outer);
                } else {
                    in.skip(tag);
                }
            }
        } catch (MalformedException e) {
            throw new IllegalArgumentException("row " + row + ": " + e.getMessage(), e);
        }
        return messages;
    }

    private static ProtoReader reader(BytesColumn column, int row) {
        return new ProtoReader(column.data(), column.start(row), column.end(row));
    }

    /// Reads the string field that is next.
    static String text(ProtoReader in) throws MalformedException {
        int length = in.bytes();
        return new String(in.data(), in.position() - length, length, StandardCharsets.UTF_8);
    }

    /// Reads the id that is next.
    ///
    /// @return offset of its first byte, negative when it has not the expected length
    static int idStart(ProtoReader in, int expectedLength) throws MalformedException {
        int length = in.bytes();
        return length == expectedLength ? in.position() - length : -1;
    }

    /// Reads the span id that is next; 0 = none.
    static long spanId(ProtoReader in) throws MalformedException {
        int start = idStart(in, Long.BYTES);
        return start < 0 ? 0 : in.bigEndian64(start);
    }

    static OptionalDouble optionalDouble(ProtoReader in) throws MalformedException {
        return OptionalDouble.of(Double.longBitsToDouble(in.fixed64()));
    }

    /// Reads the packed fixed64 or double field that is next.
    static void packedFixed64(ProtoReader in, LongColumn values) throws MalformedException {
        int outer = in.enter();
        while (in.more()) {
            values.append(in.fixed64());
        }
        in.leave(outer);
    }

    /// Reads the packed uint64 field that is next.
    static void packedVarint(ProtoReader in, LongColumn values) throws MalformedException {
        int outer = in.enter();
        while (in.more()) {
            values.append(in.varint64());
        }
        in.leave(outer);
    }

    static long[] longs(LongColumn values) {
        return Arrays.copyOf(values.array(), values.size());
    }

    static double[] doubles(LongColumn bits) {
        double[] values = new double[bits.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Double.longBitsToDouble(bits.get(i));
        }
        return values;
    }
}
