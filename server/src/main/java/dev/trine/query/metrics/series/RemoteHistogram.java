package dev.trine.query.metrics.series;

import dev.trine.model.BytesColumn;
import dev.trine.query.series.CounterResetHint;
import dev.trine.query.series.NativeHistogram;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import java.util.Arrays;

/// A native histogram in the `Histogram` message of Prometheus's remote write, which is how it is
/// stored: the two versions of the protocol have the same fields.
///
/// Source: `prompb/types.proto` and `prompb/io/prometheus/write/v2/types.proto` of Prometheus.
public final class RemoteHistogram {
    private static final int MAX_BUCKETS = 1 << 20;
    private static final CounterResetHint[] HINTS = {
        CounterResetHint.UNKNOWN,
        CounterResetHint.RESET,
        CounterResetHint.NOT_RESET,
        CounterResetHint.GAUGE
    };

    private final Side negative = new Side();
    private final Side positive = new Side();
    private double count;
    private double zeroCount;
    private double sum;
    private double zeroThreshold;
    private int schema;
    private int hint;
    private long timestampMs;
    private long startMs;
    private double[] bounds = {};

    private RemoteHistogram() {}

    /// Reads the message that fills the reader's current one.
    ///
    /// @throws MalformedException when it is not such a message
    public static RemoteHistogram read(ProtoReader in) throws MalformedException {
        RemoteHistogram histogram = new RemoteHistogram();
        while (in.more()) {
            histogram.field(in, in.tag());
        }
        return histogram;
    }

    /// Reads a stored value.
    ///
    /// @throws IllegalArgumentException when it is not what a receiver writes
    static NativeHistogram of(BytesColumn payload, int row) {
        try {
            return read(new ProtoReader(payload.data(), payload.start(row), payload.end(row)))
                    .histogram();
        } catch (MalformedException e) {
            throw new IllegalArgumentException("histogram: " + e.getMessage(), e);
        }
    }

    private void field(ProtoReader in, int tag) throws MalformedException {
        switch (tag) {
            case 1 << 3 | ProtoReader.VARINT -> count = StoredHistograms.unsigned(in.varint64());
            case 2 << 3 | ProtoReader.FIXED64 -> count = number(in);
            case 3 << 3 | ProtoReader.FIXED64 -> sum = number(in);
            case 4 << 3 | ProtoReader.VARINT -> schema = ProtoReader.unfold(in.varint32());
            case 5 << 3 | ProtoReader.FIXED64 -> zeroThreshold = number(in);
            case 6 << 3 | ProtoReader.VARINT ->
                    zeroCount = StoredHistograms.unsigned(in.varint64());
            case 7 << 3 | ProtoReader.FIXED64 -> zeroCount = number(in);
            case 8 << 3 | ProtoReader.BYTES -> negative.span(in);
            case 9 << 3 | ProtoReader.BYTES -> negative.deltas(in);
            case 9 << 3 | ProtoReader.VARINT -> negative.delta(in.varint64());
            case 10 << 3 | ProtoReader.BYTES -> negative.counts(in);
            case 10 << 3 | ProtoReader.FIXED64 -> negative.add(number(in));
            case 11 << 3 | ProtoReader.BYTES -> positive.span(in);
            case 12 << 3 | ProtoReader.BYTES -> positive.deltas(in);
            case 12 << 3 | ProtoReader.VARINT -> positive.delta(in.varint64());
            case 13 << 3 | ProtoReader.BYTES -> positive.counts(in);
            case 13 << 3 | ProtoReader.FIXED64 -> positive.add(number(in));
            case 14 << 3 | ProtoReader.VARINT -> hint = in.varint32();
            case 15 << 3 | ProtoReader.VARINT -> timestampMs = in.varint64();
            case 16 << 3 | ProtoReader.BYTES -> bounds = numbers(in);
            case 17 << 3 | ProtoReader.VARINT -> startMs = in.varint64();
            default -> in.skip(tag);
        }
    }

    private static double number(ProtoReader in) throws MalformedException {
        return Double.longBitsToDouble(in.fixed64());
    }

    private double[] numbers(ProtoReader in) throws MalformedException {
        int outer = in.enter();
        int size = bounds.length;
        double[] all = Arrays.copyOf(bounds, size + (in.limit() - in.position()) / Double.BYTES);
        while (in.more()) {
            all[size++] = number(in);
        }
        in.leave(outer);
        return all;
    }

    public long timestampMs() {
        return timestampMs;
    }

    /// Since when it counts; 0 = unknown.
    public long startMs() {
        return startMs;
    }

    /// The sum, which for the marker of a series that has ended is that marker.
    public double sum() {
        return sum;
    }

    /// The histogram itself.
    ///
    /// @throws IllegalArgumentException when its fields contradict each other
    public NativeHistogram histogram() {
        CounterResetHint known = hint >= 0 && hint < HINTS.length ? HINTS[hint] : HINTS[0];
        if (schema == NativeHistogram.CUSTOM) {
            return NativeHistogram.custom(
                    known, count, sum, bounds, positive.indexes(), positive.counts());
        }
        if (schema > 8 && schema <= 52) {
            throw new IllegalArgumentException("schema: " + schema + " (expected: -4..8 or -53)");
        }
        return NativeHistogram.exponential(
                known,
                schema,
                zeroThreshold,
                zeroCount,
                count,
                sum,
                negative.indexes(),
                negative.counts(),
                positive.indexes(),
                positive.counts());
    }

    /// Buckets of one sign: spans of neighbours, and their counts or the differences of these.
    private static final class Side {
        private int[] spans = new int[4];
        private int spansLength;
        private double[] counts = new double[8];
        private int size;
        private long running;

        void span(ProtoReader in) throws MalformedException {
            int outer = in.enter();
            int offset = 0;
            int length = 0;
            while (in.more()) {
                int tag = in.tag();
                switch (tag) {
                    case 1 << 3 | ProtoReader.VARINT -> offset = ProtoReader.unfold(in.varint32());
                    case 2 << 3 | ProtoReader.VARINT -> length = in.varint32();
                    default -> in.skip(tag);
                }
            }
            in.leave(outer);
            if (spansLength == spans.length) {
                spans = Arrays.copyOf(spans, 2 * spansLength);
            }
            spans[spansLength++] = offset;
            spans[spansLength++] = length;
        }

        void deltas(ProtoReader in) throws MalformedException {
            int outer = in.enter();
            while (in.more()) {
                delta(in.varint64());
            }
            in.leave(outer);
        }

        void delta(long folded) throws MalformedException {
            running += (folded >>> 1) ^ -(folded & 1);
            add((double) running);
        }

        void counts(ProtoReader in) throws MalformedException {
            int outer = in.enter();
            while (in.more()) {
                add(number(in));
            }
            in.leave(outer);
        }

        void add(double count) throws MalformedException {
            if (size == MAX_BUCKETS) {
                throw new MalformedException(0, "more than " + MAX_BUCKETS + " buckets");
            }
            if (size == counts.length) {
                counts = Arrays.copyOf(counts, 2 * size);
            }
            counts[size++] = count;
        }

        double[] counts() {
            return Arrays.copyOf(counts, size);
        }

        int[] indexes() {
            int[] indexes = new int[size];
            int filled = 0;
            long next = 0;
            for (int i = 0; i < spansLength; i += 2) {
                next += spans[i];
                int length = spans[i + 1];
                if (length < 0 || length > size - filled) {
                    throw new IllegalArgumentException(
                            "spans of more buckets than there are counts: " + size);
                }
                for (int j = 0; j < length; j++) {
                    indexes[filled++] = Math.toIntExact(next++);
                }
            }
            if (filled != size) {
                throw new IllegalArgumentException(
                        "counts of buckets: " + size + " (expected: " + filled + ", as the spans)");
            }
            return indexes;
        }
    }
}
