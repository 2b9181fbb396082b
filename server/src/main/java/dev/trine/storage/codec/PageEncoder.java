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
/// The sizes of the plain codecs are known from one pass over the values. zstd is tried on a sample,
/// and used on the whole only where it saves at least an eighth: decoding it costs more than decoding
/// packed bits. How many values a page has stands outside of it. 32-bit integers are widened with
/// their sign. Has scratch memory: not safe for use by several threads at once.
public final class PageEncoder {
    private static final int SAMPLE = 1024;
    private static final int MIN_ZSTD_BYTES = 64;

    private final Zstd zstd = new Zstd();
    private final DictionaryLongs longDictionary = new DictionaryLongs();
    private final DictionaryBytes bytesDictionary = new DictionaryBytes();
    private final ByteSink laidOut = new ByteSink(1 << 12);
    private final ByteSink trial = new ByteSink(1 << 12);
    private long[] widened = new long[0];
    private long[] steps = new long[0];
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
        LongStats stats = LongStats.of(values, count);
        LongCodec codec = simplest(stats, count);
        long size = simpleSize(codec, stats, count);
        if (size > MIN_ZSTD_BYTES
                && longDictionary.collect(values, count)
                && longDictionary.size(count) < size) {
            codec = LongCodec.DICTIONARY;
            size = longDictionary.size(count);
        }
        if (size > MIN_ZSTD_BYTES) {
            codec = zstdIfSmaller(values, count, codec, size);
        }
        write(values, count, stats, codec, out);
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

    /// Writes integers in a codec that needs no other page: what dictionaries are made of.
    void simpleLongs(long[] values, int count, ByteSink out) {
        LongStats stats = LongStats.of(values, count);
        write(values, count, stats, simplest(stats, count), out);
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

    private static LongCodec simplest(LongStats stats, int count) {
        if (stats.min() == stats.max()) {
            return LongCodec.CONST;
        }
        long packed = PackedLongs.size(stats, count);
        long delta = DeltaLongs.size(stats, count);
        if (Math.min(packed, delta) >= RawLongs.size(count)) {
            return LongCodec.RAW;
        }
        return delta < packed ? LongCodec.DELTA : LongCodec.PACKED;
    }

    private static long simpleSize(LongCodec codec, LongStats stats, int count) {
        return switch (codec) {
            case RAW -> RawLongs.size(count);
            case CONST -> PackedLongs.varintSize(stats.first());
            case PACKED -> PackedLongs.size(stats, count);
            case DELTA -> DeltaLongs.size(stats, count);
            case DICTIONARY, ZSTD, SHUFFLED_ZSTD ->
                    throw new IllegalArgumentException(
                            "codec: " + codec + " (expected: a simple one)");
        };
    }

    private LongCodec zstdIfSmaller(long[] values, int count, LongCodec simple, long simpleSize) {
        int sample = Math.min(count, SAMPLE);
        int from = (count - sample) / 2;
        long plain = zstdSize(values, from, sample, LongCodec.ZSTD);
        long shuffled = zstdSize(values, from, sample, LongCodec.SHUFFLED_ZSTD);
        long bound = simpleSize * sample / count;
        if (Math.min(plain, shuffled) >= bound - bound / 8) {
            return simple;
        }
        return plain <= shuffled ? LongCodec.ZSTD : LongCodec.SHUFFLED_ZSTD;
    }

    private long zstdSize(long[] values, int from, int count, LongCodec codec) {
        laidOut.clear();
        ZstdLongs.layOut(values, from, count, codec, laidOut);
        return zstd.measure(laidOut.array(), 0, laidOut.size());
    }

    private void write(long[] values, int count, LongStats stats, LongCodec codec, ByteSink out) {
        out.putByte(codec.code());
        switch (codec) {
            case RAW -> RawLongs.encode(values, count, out);
            case CONST -> ConstLongs.encode(stats.first(), out);
            case PACKED -> PackedLongs.encode(values, count, stats, out);
            case DELTA -> {
                steps = atLeast(steps, count);
                DeltaLongs.encode(values, count, stats, steps, out);
            }
            case DICTIONARY -> longDictionary.encode(values, count, this, out);
            case ZSTD, SHUFFLED_ZSTD -> {
                laidOut.clear();
                ZstdLongs.layOut(values, 0, count, codec, laidOut);
                zstd.compress(laidOut.array(), 0, laidOut.size(), out);
            }
        }
    }

    private static long[] atLeast(long[] scratch, int count) {
        return scratch.length >= count ? scratch : new long[Math.max(count, 1024)];
    }
}
