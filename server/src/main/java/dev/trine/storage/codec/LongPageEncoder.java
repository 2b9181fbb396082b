package dev.trine.storage.codec;

import org.jspecify.annotations.Nullable;

/// Writes integers as a page, in the codec that makes it smallest. Has scratch memory: not safe for
/// use by several threads at once.
final class LongPageEncoder {
    private static final int MAX_DEPTH = 4;
    private static final int SMALL_BYTES = 64;
    private static final LongPlan CONST = LongPlan.leaf(LongCodec.CONST, 0);
    private static final LongPlan PACKED = LongPlan.leaf(LongCodec.PACKED, 0);
    private static final LongPlan PACKED_STEPS = new LongPlan(LongCodec.DELTA, PACKED, 0, 0);

    private final Zstd zstd;
    private final LongPicker picker;
    private final EntropyLongs entropy = new EntropyLongs();
    private final DictionaryLongs dictionary = new DictionaryLongs();
    private final ByteSink laidOut = new ByteSink(1 << 12);
    private final long[][] left = new long[MAX_DEPTH][0];
    private final long[][] beside = new long[MAX_DEPTH][0];

    LongPageEncoder(Zstd zstd) {
        this.zstd = zstd;
        this.picker = new LongPicker(zstd);
    }

    /// Writes the first `count` integers.
    void encode(long[] values, int count, ByteSink out) {
        LongStats stats = LongStats.of(values, count);
        if (stats.min() == stats.max()) {
            constant(stats.min(), out);
            return;
        }
        long simple = simpleSize(values, count, stats);
        if (simple <= SMALL_BYTES) {
            simple(values, count, out);
            return;
        }
        LongPlan plan = picker.pick(values, count);
        long estimate = plan.cost() * count / Math.min(count, LongPicker.SAMPLE);
        if (picker.sampleRepeats()
                && dictionary.collect(values, count)
                && dictionary.size(count) < Math.min(simple, estimate)) {
            out.putByte(LongCodec.DICTIONARY.code());
            dictionary.encode(values, count, this, out);
            return;
        }
        int start = out.size();
        write(plan, values, count, 0, out);
        if (out.size() - start > simple) {
            // The sample was not like the rest.
            out.truncate(start);
            simple(values, count, out);
        }
    }

    /// Writes integers in a codec known from one pass over them: for pages inside others.
    void simple(long[] values, int count, ByteSink out) {
        LongStats stats = LongStats.of(values, count);
        long packed = PackedLongs.size(values, count);
        if (stats.min() == stats.max()) {
            constant(stats.min(), out);
        } else if (packed >= RawLongs.size(count) && stepsSize(stats, count) >= packed) {
            write(LongPlan.leaf(LongCodec.RAW, 0), values, count, 0, out);
        } else {
            LongPlan plan = stepsSize(stats, count) < packed ? PACKED_STEPS : PACKED;
            write(plan, values, count, MAX_DEPTH - 1, out);
        }
    }

    private static long simpleSize(long[] values, int count, LongStats stats) {
        long packed = PackedLongs.size(values, count);
        return 1 + Math.min(Math.min(packed, RawLongs.size(count)), stepsSize(stats, count));
    }

    /// At most what packed steps take.
    private static long stepsSize(LongStats stats, int count) {
        int width = BitPacking.width(stats.maxStep() - stats.minStep());
        int vectors = (count + PackedLongs.VECTOR - 1) / PackedLongs.VECTOR;
        return PackedLongs.varintSize(stats.first())
                + 1
                + vectors * (1L + PackedLongs.varintSize(stats.minStep()))
                + BitPacking.byteLength(count - 1, width);
    }

    private static void constant(long value, ByteSink out) {
        out.putByte(LongCodec.CONST.code());
        ConstLongs.encode(value, out);
    }

    /// Writes integers under a plan; whatever the plan, they come back exactly.
    void write(@Nullable LongPlan planned, long[] values, int count, int depth, ByteSink out) {
        LongPlan plan = planned == null ? PACKED : planned;
        if (plan.codec() == LongCodec.CONST || plan.codec() == LongCodec.PACKED) {
            plan = RunLongs.runs(values, count) <= 1 ? CONST : PACKED;
        }
        out.putByte(plan.codec().code());
        switch (plan.codec()) {
            case RAW -> RawLongs.encode(values, count, out);
            case CONST -> ConstLongs.encode(count == 0 ? 0 : values[0], out);
            case PACKED -> PackedLongs.encode(values, count, out);
            case ENTROPY -> entropy(values, count, out);
            case ZSTD -> {
                laidOut.clear();
                ZstdLongs.layOut(values, count, laidOut);
                zstd.compress(laidOut.array(), 0, laidOut.size(), out);
            }
            case RUNS -> runs(values, count, out);
            case SPARSE -> sparse(values, count, out);
            case DELTA -> {
                DeltaLongs.steps(values, count, left(depth, count));
                out.putZigzag(values[0]);
                write(plan.inner(), left[depth], count - 1, depth + 1, out);
            }
            case LINE -> {
                long step = LineLongs.step(values, count);
                LineLongs.distances(values, count, step, left(depth, count));
                out.putZigzag(values[0]);
                out.putZigzag(step);
                write(plan.inner(), left[depth], count, depth + 1, out);
            }
            case SCALED -> {
                long scale = ScaledLongs.scale(values, count);
                ScaledLongs.divide(values, count, scale, left(depth, count));
                out.putZigzag(values[0]);
                out.putVarint(scale);
                write(plan.inner(), left[depth], count, depth + 1, out);
            }
            case DECIMAL -> decimal(plan, values, count, depth, out);
            case SPLIT -> split(plan, values, count, depth, out);
            case DICTIONARY ->
                    throw new IllegalArgumentException("a dictionary is not planned, but measured");
        }
    }

    /// What the sample had different values of may have but one here.
    private void entropy(long[] values, int count, ByteSink out) {
        LongStats stats = LongStats.of(values, count);
        if (stats.min() == stats.max()) {
            out.truncate(out.size() - 1);
            constant(stats.min(), out);
        } else {
            entropy.encode(values, count, stats, out);
        }
    }

    private void runs(long[] values, int count, ByteSink out) {
        int runs = RunLongs.runs(values, count);
        long[] distinct = new long[runs];
        long[] lengths = new long[runs];
        RunLongs.split(values, count, distinct, lengths);
        out.putVarint(runs);
        simple(distinct, runs, out);
        simple(lengths, runs, out);
    }

    private void sparse(long[] values, int count, ByteSink out) {
        long common = SparseLongs.common(values, count);
        long[] others = new long[count + 1];
        int size = SparseLongs.others(values, count, common, others);
        out.putZigzag(common);
        SparseLongs.bitmap(values, count, common, out);
        simple(others, size, out);
    }

    private void decimal(LongPlan plan, long[] values, int count, int depth, ByteSink out) {
        long[] digits = left(depth, count);
        long[] rows = beside(depth, count);
        int exceptions = DecimalDoubles.split(values, count, plan.parameter(), digits, rows);
        out.putByte(plan.parameter());
        out.putVarint(exceptions);
        if (exceptions > 0) {
            simple(rows, exceptions, out);
            for (int i = 0; i < exceptions; i++) {
                out.putLong(values[(int) rows[i]]);
            }
        }
        write(plan.inner(), digits, count, depth + 1, out);
    }

    private void split(LongPlan plan, long[] values, int count, int depth, ByteSink out) {
        out.putByte(plan.parameter());
        SplitDoubles.left(values, count, plan.parameter(), left(depth, count));
        write(plan.inner(), left[depth], count, depth + 1, out);
        SplitDoubles.right(values, count, plan.parameter(), beside(depth, count), out);
    }

    private long[] left(int depth, int count) {
        if (left[depth].length < count) {
            left[depth] = new long[Math.max(count, LongPicker.SAMPLE)];
        }
        return left[depth];
    }

    private long[] beside(int depth, int count) {
        if (beside[depth].length < count) {
            beside[depth] = new long[Math.max(count, LongPicker.SAMPLE)];
        }
        return beside[depth];
    }
}
