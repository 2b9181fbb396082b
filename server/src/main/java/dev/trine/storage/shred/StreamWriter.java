package dev.trine.storage.shred;

import dev.trine.storage.codec.ByteSink;
import dev.trine.storage.codec.PageEncoder;

/// Writes one stream in the form that is smallest for its values: those of integers, digits and ids
/// only when every value comes back as it was. Not safe for use by several threads at once.
final class StreamWriter {
    /// Fewer values are not worth a look.
    private static final int MIN_VALUES = 16;

    private static final int MAX_DIGITS = 18;
    private static final int UUID_LENGTH = 36;
    private static final int SAMPLE = 64;

    private final PageEncoder pages;
    private final ShreddedWriter shredded;
    private final TextSplitter splitter = new TextSplitter();
    private long[] numbers = new long[0];

    StreamWriter(PageEncoder pages, ShreddedWriter shredded) {
        this.pages = pages;
        this.shredded = shredded;
    }

    /// Writes kind and body.
    ///
    /// @param depth how many pages this one is in
    void write(Stream stream, int depth, ByteSink out) {
        if (stream.isNumbers()) {
            out.putByte(StreamKind.NUMBERS.code());
            pages.longs(stream.numbers(), stream.size(), out);
            return;
        }
        int values = stream.size();
        if (values < MIN_VALUES) {
            texts(stream, out);
        } else if (isIntegers(stream)) {
            out.putByte(StreamKind.INTEGER.code());
            pages.longs(numbers, values, out);
        } else if (isDigits(stream)) {
            out.putByte(StreamKind.DIGITS.code());
            out.putByte(stream.ends()[0]);
            pages.longs(numbers, values, out);
        } else if (isHex(stream)) {
            out.putByte(StreamKind.HEX.code());
            HexText.write(stream, pages, out);
        } else if (isUuids(stream)) {
            out.putByte(StreamKind.UUID.code());
            HexText.writeUuids(stream, pages, out);
        } else if (depth == Limits.DEPTH
                || !isComposite(stream)
                || !composite(stream, depth, out)) {
            texts(stream, out);
        }
    }

    private void texts(Stream stream, ByteSink out) {
        out.putByte(StreamKind.TEXT.code());
        pages.bytes(stream.data(), stream.ends(), stream.size(), out);
    }

    private boolean composite(Stream stream, int depth, ByteSink out) {
        Shreds shreds = new Shreds(stream.size());
        for (int i = 0; i < stream.size(); i++) {
            shreds.begin(stream.data());
            int from = stream.start(i);
            int to = stream.ends()[i];
            shreds.endRow(splitter.split(stream.data(), from, to, shreds), from, to);
        }
        if (shreds.wholeRows() > stream.size() / 8) {
            return false;
        }
        out.putByte(StreamKind.SHREDDED.code());
        shredded.body(shreds, depth + 1, out);
        return true;
    }

    /// Whether most of a sample has digits among other characters.
    private static boolean isComposite(Stream stream) {
        int step = Math.max(1, stream.size() / SAMPLE);
        int seen = 0;
        int mixed = 0;
        for (int i = 0; i < stream.size(); i += step) {
            boolean digit = false;
            boolean other = false;
            for (int at = stream.start(i); at < stream.ends()[i]; at++) {
                boolean isDigit = isDigit(stream.data()[at]);
                digit |= isDigit;
                other |= !isDigit;
            }
            seen++;
            mixed += digit && other ? 1 : 0;
        }
        return mixed > seen / 2;
    }

    private boolean isIntegers(Stream stream) {
        reserve(stream.size());
        byte[] data = stream.data();
        for (int i = 0; i < stream.size(); i++) {
            int from = stream.start(i);
            int to = stream.ends()[i];
            boolean negative = to - from > 1 && data[from] == '-';
            int first = negative ? from + 1 : from;
            int length = to - first;
            if (length < 1
                    || length > MAX_DIGITS
                    || (data[first] == '0' && (length > 1 || negative))
                    || !digits(data, first, to, i)) {
                return false;
            }
            numbers[i] = negative ? -numbers[i] : numbers[i];
        }
        return true;
    }

    private boolean isDigits(Stream stream) {
        int width = stream.ends()[0];
        if (width < 1 || width > MAX_DIGITS) {
            return false;
        }
        reserve(stream.size());
        for (int i = 0; i < stream.size(); i++) {
            int from = stream.start(i);
            if (stream.ends()[i] - from != width
                    || !digits(stream.data(), from, stream.ends()[i], i)) {
                return false;
            }
        }
        return true;
    }

    private boolean digits(byte[] data, int from, int to, int value) {
        long number = 0;
        for (int at = from; at < to; at++) {
            if (!isDigit(data[at])) {
                return false;
            }
            number = number * 10 + (data[at] - '0');
        }
        numbers[value] = number;
        return true;
    }

    private static boolean isHex(Stream stream) {
        for (int i = 0; i < stream.size(); i++) {
            int from = stream.start(i);
            int to = stream.ends()[i];
            if ((to - from & 1) != 0 || to - from < 4 || !HexText.isHex(stream.data(), from, to)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUuids(Stream stream) {
        for (int i = 0; i < stream.size(); i++) {
            int from = stream.start(i);
            if (stream.ends()[i] - from != UUID_LENGTH || !HexText.isUuid(stream.data(), from)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private void reserve(int size) {
        if (numbers.length < size) {
            numbers = new long[Math.max(size, 8_192)];
        }
    }
}
