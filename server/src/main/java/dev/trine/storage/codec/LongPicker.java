package dev.trine.storage.codec;

import java.util.Arrays;

/// Chooses how a page of integers is written, by measuring a sample of neighbours from its middle.
/// What a codec leaves behind is measured in turn. Has scratch memory: not safe for use by several
/// threads at once.
final class LongPicker {
    static final int SAMPLE = Rans.MAX_MEASURED;
    private static final int MAX_DEPTH = 3;
    private static final int MIN_CODED_BYTES = 64;

    private final Zstd zstd;
    private final EntropyLongs entropy = new EntropyLongs();
    private final ByteSink laidOut = new ByteSink(1 << 13);
    private final long[][] samples = new long[MAX_DEPTH + 1][SAMPLE];
    private final long[] scratch = new long[SAMPLE];
    private final long[] seen = new long[1 << 12];
    private int pageCount;
    private boolean repeats;

    LongPicker(Zstd zstd) {
        this.zstd = zstd;
    }

    /// @param count at least 1
    LongPlan pick(long[] values, int count) {
        pageCount = count;
        int length = Math.min(count, SAMPLE);
        System.arraycopy(values, (count - length) / 2, samples[0], 0, length);
        repeats = repeats(samples[0], length);
        return best(0, length, LongCodec.RAW);
    }

    /// Whether the last sample had so many values more than once that a dictionary or zstd may pay.
    boolean sampleRepeats() {
        return repeats;
    }

    /// The cheapest plan for the sample of a depth.
    ///
    /// @param parent what left these integers behind; RAW at the top
    private LongPlan best(int depth, int count, LongCodec parent) {
        long[] values = samples[depth];
        LongStats stats = LongStats.of(values, count);
        if (stats.min() == stats.max()) {
            return LongPlan.leaf(LongCodec.CONST, 1 + PackedLongs.varintSize(stats.min()));
        }
        LongPlan best = LongPlan.leaf(LongCodec.PACKED, 1 + PackedLongs.size(values, count));
        best = best.orCheaper(LongPlan.leaf(LongCodec.RAW, 1 + RawLongs.size(count)));
        best = best.orCheaper(runs(values, count));
        best = best.orCheaper(sparse(values, count));
        if (best.cost() > MIN_CODED_BYTES) {
            long coded = entropy.size(values, count, stats, pageCount);
            best = best.orCheaper(LongPlan.leaf(LongCodec.ENTROPY, coded + coded / 10));
            if (parent == LongCodec.RAW && repeats) {
                best = best.orCheaper(zstd(values, count));
            }
        }
        if (depth < MAX_DEPTH && best.cost() > MIN_CODED_BYTES && count > 2) {
            best = transformed(depth, count, parent, stats, best);
        }
        return best;
    }

    private LongPlan transformed(
            int depth, int count, LongCodec parent, LongStats stats, LongPlan simple) {
        LongPlan best = simple;
        boolean top = parent == LongCodec.RAW;
        int width = BitPacking.width(stats.max() - stats.min());
        if (top || parent == LongCodec.DECIMAL) {
            best = best.orCheaper(scaled(depth, count));
        }
        if (top || parent == LongCodec.SCALED) {
            best = best.orCheaper(line(depth, count, width));
        }
        if (parent != LongCodec.LINE
                && parent != LongCodec.SPLIT
                && BitPacking.width(stats.maxStep() - stats.minStep()) < width) {
            DeltaLongs.steps(samples[depth], count, samples[depth + 1]);
            LongPlan steps = best(depth + 1, count - 1, LongCodec.DELTA);
            best = best.orCheaper(over(LongCodec.DELTA, steps, 0, 5));
        }
        if (top && DecimalDoubles.areLikely(samples[0], count)) {
            best = best.orCheaper(doubles(depth, count));
        }
        return best;
    }

    private LongPlan runs(long[] values, int count) {
        int runs = RunLongs.runs(values, count);
        if (runs > count / 4) {
            return LongPlan.leaf(LongCodec.RUNS, Long.MAX_VALUE);
        }
        long[] distinct = new long[runs];
        long[] lengths = new long[runs];
        RunLongs.split(values, count, distinct, lengths);
        long cost = 4 + simpleSize(distinct, runs) + simpleSize(lengths, runs);
        return LongPlan.leaf(LongCodec.RUNS, cost);
    }

    private LongPlan sparse(long[] values, int count) {
        long common = SparseLongs.common(values, count);
        int others = SparseLongs.others(values, count, common, scratch);
        if (others > count / 2) {
            return LongPlan.leaf(LongCodec.SPARSE, Long.MAX_VALUE);
        }
        long cost = 2L + PackedLongs.varintSize(common) + (count + 7) / 8;
        return LongPlan.leaf(LongCodec.SPARSE, cost + simpleSize(scratch, others));
    }

    private LongPlan zstd(long[] values, int count) {
        laidOut.clear();
        ZstdLongs.layOut(values, count, laidOut);
        long plain = 4L + zstd.measure(laidOut.array(), 0, laidOut.size());
        return LongPlan.leaf(LongCodec.ZSTD, plain + plain / 8);
    }

    /// Whether at least a sixteenth of the values came before.
    private boolean repeats(long[] values, int count) {
        Arrays.fill(seen, 0);
        int again = 0;
        for (int i = 0; i < count; i++) {
            // A slot without chaining: values that meet in one are taken for new ones.
            int slot = (int) ((values[i] * 0x9E3779B97F4A7C15L) >>> 52);
            again += seen[slot] == values[i] ? 1 : 0;
            seen[slot] = values[i];
        }
        return again >= count / 16;
    }

    private LongPlan scaled(int depth, int count) {
        long[] values = samples[depth];
        long scale = ScaledLongs.scale(values, count);
        if (scale == 1) {
            return LongPlan.leaf(LongCodec.SCALED, Long.MAX_VALUE);
        }
        ScaledLongs.divide(values, count, scale, samples[depth + 1]);
        LongPlan inner = best(depth + 1, count, LongCodec.SCALED);
        return over(LongCodec.SCALED, inner, 0, 4 + PackedLongs.varintSize(values[0]));
    }

    private LongPlan line(int depth, int count, int width) {
        long[] values = samples[depth];
        long step = LineLongs.step(values, count);
        LineLongs.distances(values, count, step, samples[depth + 1]);
        LongStats distances = LongStats.of(samples[depth + 1], count);
        if (BitPacking.width(distances.max() - distances.min()) >= width) {
            return LongPlan.leaf(LongCodec.LINE, Long.MAX_VALUE);
        }
        LongPlan inner = best(depth + 1, count, LongCodec.LINE);
        return over(LongCodec.LINE, inner, 0, 4 + PackedLongs.varintSize(values[0]));
    }

    private LongPlan doubles(int depth, int count) {
        long[] values = samples[depth];
        int exponent = DecimalDoubles.exponent(values, count);
        if (exponent >= 0) {
            int exceptions =
                    DecimalDoubles.split(values, count, exponent, samples[depth + 1], scratch);
            LongPlan digits = best(depth + 1, count, LongCodec.DECIMAL);
            return over(LongCodec.DECIMAL, digits, exponent, 3 + 10L * exceptions);
        }
        LongPlan best = LongPlan.leaf(LongCodec.SPLIT, Long.MAX_VALUE);
        for (int rightWidth : SplitDoubles.RIGHT_WIDTHS) {
            SplitDoubles.left(values, count, rightWidth, samples[depth + 1]);
            LongPlan left = best(depth + 1, count, LongCodec.SPLIT);
            long right = BitPacking.byteLength(count, rightWidth);
            best = best.orCheaper(over(LongCodec.SPLIT, left, rightWidth, 2 + right));
        }
        return best;
    }

    private static LongPlan over(LongCodec codec, LongPlan inner, int parameter, long bytes) {
        return new LongPlan(codec, inner, parameter, inner.cost() + bytes);
    }

    private static long simpleSize(long[] values, int count) {
        LongStats stats = LongStats.of(values, count);
        return stats.min() == stats.max()
                ? 1 + PackedLongs.varintSize(stats.min())
                : 1 + PackedLongs.size(values, count);
    }
}
