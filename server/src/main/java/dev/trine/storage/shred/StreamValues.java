package dev.trine.storage.shred;

import dev.trine.model.BytesColumn;
import dev.trine.storage.codec.ByteSource;
import dev.trine.storage.codec.MalformedPageException;

/// The values of a stream, read one after another.
final class StreamValues {
    private static final int MAX_DIGITS = 18;
    private static final long MAX_INTEGER = 999_999_999_999_999_999L;
    private static final int UUID_BYTES = 16;

    private final StreamKind kind;
    private final BytesColumn texts;
    private final long[] numbers;
    private final int width;
    private final int size;
    private int next;

    private StreamValues(StreamKind kind, BytesColumn texts, long[] numbers, int width, int size) {
        this.kind = kind;
        this.texts = texts;
        this.numbers = numbers;
        this.width = width;
        this.size = size;
    }

    /// Reads a stream whose kind comes first.
    static StreamValues read(ShreddedReader reader, ByteSource in, int size, int depth) {
        StreamKind kind = StreamKind.ofCode(in.getByte());
        BytesColumn none = new BytesColumn(0, 0);
        return switch (kind) {
            case TEXT, HEX -> new StreamValues(kind, reader.texts(in, size), new long[0], 0, size);
            case UUID -> uuids(reader.texts(in, size), size);
            case INTEGER, NUMBERS ->
                    new StreamValues(kind, none, reader.numbers(in, size), 0, size);
            case DIGITS -> {
                int width = in.getByte();
                if (width < 1 || width > MAX_DIGITS) {
                    throw new MalformedPageException(
                            "digits: " + width + " (expected: 1.." + MAX_DIGITS + ")");
                }
                yield new StreamValues(kind, none, reader.numbers(in, size), width, size);
            }
            case SHREDDED ->
                    new StreamValues(
                            StreamKind.TEXT,
                            reader.nested(in, size, depth + 1),
                            new long[0],
                            0,
                            size);
        };
    }

    private static StreamValues uuids(BytesColumn texts, int size) {
        for (int i = 0; i < size; i++) {
            if (texts.length(i) != UUID_BYTES) {
                throw new MalformedPageException(
                        "uuid: " + texts.length(i) + " bytes (expected: " + UUID_BYTES + ")");
            }
        }
        return new StreamValues(StreamKind.UUID, texts, new long[0], 0, size);
    }

    /// Writes the next value as it was.
    void text(ValueSink out) {
        int value = next();
        switch (kind) {
            case TEXT, SHREDDED -> out.bytes(texts.data(), texts.start(value), texts.length(value));
            case HEX -> {
                out.reserve(2 * texts.length(value));
                out.advance(HexText.text(texts, value, out.array(), out.size()));
            }
            case UUID -> {
                out.reserve(2 * UUID_BYTES + 4);
                out.advance(HexText.uuid(texts, value, out.array(), out.size()));
            }
            case INTEGER -> integer(numbers[value], out);
            case DIGITS -> digits(numbers[value], width, out);
            case NUMBERS -> throw new MalformedPageException("numbers where text is expected");
        }
    }

    /// The next integer of a stream of integers.
    long number() {
        if (kind != StreamKind.NUMBERS) {
            throw new MalformedPageException("stream: " + kind + " (expected: numbers)");
        }
        return numbers[next()];
    }

    private int next() {
        if (next == size) {
            throw new MalformedPageException("stream: no value left of " + size);
        }
        return next++;
    }

    private static void integer(long number, ValueSink out) {
        if (number < -MAX_INTEGER || number > MAX_INTEGER) {
            throw new MalformedPageException(
                    "integer: " + number + " (expected: " + MAX_DIGITS + " digits)");
        }
        long rest = Math.abs(number);
        int length = 1;
        for (long power = 10; length < MAX_DIGITS && rest >= power; power *= 10) {
            length++;
        }
        if (number < 0) {
            out.reserve(1);
            out.array()[out.size()] = '-';
            out.advance(1);
        }
        digits(rest, length, out);
    }

    private static void digits(long number, int length, ValueSink out) {
        out.reserve(length);
        byte[] into = out.array();
        long rest = number;
        for (int at = out.size() + length - 1; at >= out.size(); at--) {
            into[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        if (rest != 0 || number < 0) {
            throw new MalformedPageException(
                    "digits: " + number + " (expected: " + length + " of them)");
        }
        out.advance(length);
    }
}
