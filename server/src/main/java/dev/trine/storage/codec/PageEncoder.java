package dev.trine.storage.codec;

import dev.trine.model.BytesColumn;
import dev.trine.model.Column;
import dev.trine.model.IntColumn;
import dev.trine.model.LongColumn;

/// Writes the values of one column as one page, in the codec that makes it smallest.
///
/// ```
/// ┌─────────────┬───────────────────────────────────────────────┐
/// │ codec, byte │ as drawn on the codec's class                 │
/// └─────────────┴───────────────────────────────────────────────┘
/// ```
///
/// Integers: see [LongPageEncoder]. How many values a page has stands outside of it. 32-bit integers
/// are widened with their sign. Has scratch memory: not safe for use by several threads at once.
public final class PageEncoder {
    private static final int MIN_ZSTD_BYTES = 64;

    private final Zstd zstd = new Zstd();
    private final LongPageEncoder longPages = new LongPageEncoder(zstd);
    private final DictionaryBytes bytesDictionary = new DictionaryBytes();
    private final ByteSink trial = new ByteSink(1 << 12);
    private long[] widened = new long[0];
    private long[] lengths = new long[0];

    /// Writes all values of a column.
    public void column(Column column, ByteSink out) {
        switch (column) {
            case IntColumn ints -> ints(ints.array(), ints.size(), out);
            case LongColumn longs -> longs(longs.array(), longs.size(), out);
            case BytesColumn bytes -> bytes(bytes.data(), bytes.ends(), bytes.size(), out);
        }
    }

    /// Writes the first `count` integers.
    public void ints(int[] values, int count, ByteSink out) {
        widened = atLeast(widened, count);
        for (int i = 0; i < count; i++) {
            widened[i] = values[i];
        }
        longs(widened, count, out);
    }

    /// Writes the first `count` integers.
    public void longs(long[] values, int count, ByteSink out) {
        longPages.encode(values, count, out);
    }

    /// Writes byte strings: value `i` is `data[ends[i - 1], ends[i])`, the first starts at 0.
    public void bytes(byte[] data, int[] ends, int count, ByteSink out) {
        int length = count == 0 ? 0 : ends[count - 1];
        if (ConstBytes.fits(data, ends, count)) {
            out.putByte(BytesCodec.CONST.code());
            ConstBytes.encode(data, count == 0 ? 0 : ends[0], out);
            return;
        }
        if (!bytesDictionary.collect(data, ends, count)
                || bytesDictionary.distinctBytes() > length / 2) {
            simpleBytes(data, ends, count, out);
            return;
        }
        int start = out.size();
        out.putByte(BytesCodec.DICTIONARY.code());
        bytesDictionary.encode(data, ends, count, this, out);
        trial.clear();
        simpleBytes(data, ends, count, trial);
        int dictionarySize = out.size() - start;
        if (trial.size() < dictionarySize - dictionarySize / 8) {
            out.truncate(start);
            out.putBytes(trial.array(), 0, trial.size());
        }
    }

    /// Writes byte strings in a codec that needs no other bytes page: what dictionaries are made of.
    void simpleBytes(byte[] data, int[] ends, int count, ByteSink out) {
        int length = count == 0 ? 0 : ends[count - 1];
        if (ConstBytes.fits(data, ends, count)) {
            out.putByte(BytesCodec.CONST.code());
            ConstBytes.encode(data, count == 0 ? 0 : ends[0], out);
            return;
        }
        int start = out.size();
        out.putByte(BytesCodec.ZSTD.code());
        lengths(ends, count, out);
        int dataStart = out.size();
        if (length >= MIN_ZSTD_BYTES) {
            zstd.compress(data, 0, length, out);
        }
        if (length < MIN_ZSTD_BYTES || out.size() - dataStart > length - length / 8) {
            out.truncate(dataStart);
            out.array()[start] = (byte) BytesCodec.RAW.code();
            out.putBytes(data, 0, length);
        }
    }

    private void lengths(int[] ends, int count, ByteSink out) {
        lengths = atLeast(lengths, count);
        for (int i = 0; i < count; i++) {
            lengths[i] = i == 0 ? ends[0] : ends[i] - ends[i - 1];
        }
        longs(lengths, count, out);
    }

    private static long[] atLeast(long[] scratch, int count) {
        return scratch.length >= count ? scratch : new long[Math.max(count, 1024)];
    }
}
