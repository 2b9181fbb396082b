package dev.trine.storage.codec;

import dev.trine.model.BytesColumn;
import dev.trine.model.Column;
import dev.trine.model.IntColumn;
import dev.trine.model.LongColumn;
import dev.trine.model.Schema;

/// Reads back what [PageEncoder] wrote. Never reads beyond the page, and never makes more bytes than
/// allowed, whatever the page says. Not safe for use by several threads at once.
///
/// Every method throws [MalformedPageException] on anything an encoder does not write.
public final class PageDecoder {
    private final Zstd zstd = new Zstd();
    private final LongPageDecoder longPages = new LongPageDecoder(zstd);
    private final int maxBytes;

    /// @param maxBytes the most bytes that the strings of one page may have together
    public PageDecoder(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /// All values of a column.
    public Column column(Schema.Type type, ByteSource in, int count) {
        return switch (type) {
            case INT -> new IntColumn(ints(in, count), count);
            case LONG -> new LongColumn(longs(in, count), count);
            case BYTES -> bytes(in, count);
        };
    }

    public int[] ints(ByteSource in, int count) {
        long[] wide = longs(in, count);
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = (int) wide[i];
            if (values[i] != wide[i]) {
                throw new MalformedPageException("value: " + wide[i] + " (expected: 32 bits)");
            }
        }
        return values;
    }

    public long[] longs(ByteSource in, int count) {
        long[] values = new long[count];
        longPages.decode(in, values, count, 0);
        return values;
    }

    public BytesColumn bytes(ByteSource in, int count) {
        BytesCodec codec = BytesCodec.ofCode(in.getByte());
        return codec == BytesCodec.DICTIONARY
                ? DictionaryBytes.decode(this, in, count, maxBytes)
                : simpleBytes(codec, in, count, maxBytes);
    }

    BytesColumn simpleBytes(ByteSource in, int count, int limit) {
        return simpleBytes(BytesCodec.ofCode(in.getByte()), in, count, limit);
    }

    private BytesColumn simpleBytes(BytesCodec codec, ByteSource in, int count, int limit) {
        return switch (codec) {
            case RAW -> RawBytes.decode(in, ends(in, count, limit), count);
            case CONST -> ConstBytes.decode(in, count, limit);
            case ZSTD -> ZstdBytes.decode(zstd, in, ends(in, count, limit), count, limit);
            case DICTIONARY ->
                    throw new MalformedPageException("codec inside a dictionary: " + codec);
        };
    }

    private int[] ends(ByteSource in, int count, int limit) {
        long[] lengths = longs(in, count);
        int[] ends = new int[count];
        long end = 0;
        for (int i = 0; i < count; i++) {
            end += lengths[i];
            if (lengths[i] < 0 || end > limit) {
                throw new MalformedPageException(
                        "length: "
                                + lengths[i]
                                + " (expected: >= 0, "
                                + limit
                                + " at most together)");
            }
            ends[i] = (int) end;
        }
        return ends;
    }
}
