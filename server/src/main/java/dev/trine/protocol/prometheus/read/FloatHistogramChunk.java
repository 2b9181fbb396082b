package dev.trine.protocol.prometheus.read;

import dev.trine.query.series.BucketSpans;
import dev.trine.query.series.CounterResetHint;
import dev.trine.query.series.NativeHistogram;
import dev.trine.query.series.Samples;
import java.util.Arrays;

/// Encodes native histograms of one layout as one float histogram chunk of Prometheus. Whether counts
/// were sent as integers is not kept with a histogram, so all are written as floats; queries do not
/// tell them apart.
///
/// ```text
/// uint16 samples │ flags │ zero threshold │ schema │ spans above zero │ spans below │ bounds │ samples │ padding
/// sample: time │ count │ zero count │ sum │ buckets above zero │ buckets below
/// ```
///
/// Times are differences of differences, numbers as [XorField] has them.
///
/// Source: `tsdb/docs/format/chunks.md` of Prometheus.
final class FloatHistogramChunk {
    /// Prometheus's number in the enumeration of encodings.
    static final int ENCODING = 3;

    private static final int FLAGS_AT = 2;
    private static final int RESET = 0b1000_0000;
    private static final int NOT_RESET = 0b0100_0000;
    private static final int GAUGE = 0b1100_0000;

    /// The largest bound that is written in thousandths, in thousandths.
    private static final double MAX_THOUSANDTHS = 33_554_430;

    private FloatHistogramChunk() {}

    /// Whether a histogram may follow another one in a chunk: same buckets, and no sign that it began
    /// anew, which only the first one of a chunk can say.
    static boolean continues(
            NativeHistogram first, NativeHistogram previous, NativeHistogram next) {
        boolean sameKind =
                (next.hint() == CounterResetHint.GAUGE) == (first.hint() == CounterResetHint.GAUGE);
        return sameKind
                && first.schema() == next.schema()
                && first.zeroThreshold() == next.zeroThreshold()
                && Arrays.equals(first.customBounds(), next.customBounds())
                && Arrays.equals(first.positiveIndexes(), next.positiveIndexes())
                && Arrays.equals(first.negativeIndexes(), next.negativeIndexes())
                && (next.hint() == CounterResetHint.GAUGE || !next.isResetSince(previous));
    }

    /// @param from index of the first sample; all are histograms that continue each other
    /// @param to index after the last one; at most 65,535 of them
    static byte[] encode(Samples samples, int from, int to, BitWriter out) {
        NativeHistogram first = at(samples, from);
        out.clear();
        out.bits(to - from, 16);
        out.bits(0, 8);
        out.set(FLAGS_AT, flags(first.hint()));
        layout(out, first);
        XorField[] fields = new XorField[3 + buckets(first)];
        Arrays.setAll(fields, _ -> new XorField());
        long stepMs = 0;
        for (int i = from; i < to; i++) {
            double[] values = values(at(samples, i));
            long timeMs = samples.timesMs()[i];
            if (i == from) {
                out.signed(timeMs);
            } else {
                long newStepMs = timeMs - samples.timesMs()[i - 1];
                out.signed(newStepMs - stepMs);
                stepMs = newStepMs;
            }
            for (int field = 0; field < fields.length; field++) {
                if (i == from) {
                    fields[field].first(out, values[field]);
                } else {
                    fields[field].next(out, values[field]);
                }
            }
        }
        return out.toByteArray();
    }

    private static NativeHistogram at(Samples samples, int index) {
        NativeHistogram histogram = samples.histogram(index);
        if (histogram == null) {
            throw new IllegalArgumentException("sample " + index + ": a number");
        }
        return histogram;
    }

    private static int flags(CounterResetHint hint) {
        return switch (hint) {
            case UNKNOWN -> 0;
            case RESET -> RESET;
            case NOT_RESET -> NOT_RESET;
            case GAUGE -> GAUGE;
        };
    }

    private static int buckets(NativeHistogram histogram) {
        return histogram.positiveIndexes().length + histogram.negativeIndexes().length;
    }

    private static double[] values(NativeHistogram histogram) {
        double[] positive = histogram.positiveCounts();
        double[] negative = histogram.negativeCounts();
        double[] values = new double[3 + positive.length + negative.length];
        values[0] = histogram.count();
        values[1] = histogram.zeroCount();
        values[2] = histogram.sum();
        System.arraycopy(positive, 0, values, 3, positive.length);
        System.arraycopy(negative, 0, values, 3 + positive.length, negative.length);
        return values;
    }

    private static void layout(BitWriter out, NativeHistogram histogram) {
        zeroThreshold(out, histogram.zeroThreshold());
        out.signed(histogram.schema());
        spans(out, BucketSpans.of(histogram.positiveIndexes()));
        spans(out, BucketSpans.of(histogram.negativeIndexes()));
        if (histogram.isCustom()) {
            double[] bounds = histogram.customBounds();
            out.unsigned(bounds.length);
            for (double bound : bounds) {
                bound(out, bound);
            }
        }
    }

    /// Powers of two between 2^-243 and 2^10 take one byte.
    private static void zeroThreshold(BitWriter out, double threshold) {
        int exponent = Math.getExponent(threshold) + 1;
        if (threshold == 0) {
            out.bits(0, 8);
        } else if (threshold == Math.scalb(0.5, exponent) && exponent >= -242 && exponent <= 11) {
            out.bits(exponent + 243, 8);
        } else {
            out.bits(0xFF, 8);
            out.bits(Double.doubleToRawLongBits(threshold), Long.SIZE);
        }
    }

    private static void spans(BitWriter out, int[] spans) {
        out.unsigned(spans.length / 2);
        for (int i = 0; i < spans.length; i += 2) {
            out.unsigned(spans[i + 1]);
            out.signed(spans[i]);
        }
    }

    /// Bounds of at most three decimals are written as one more than their thousandths: that never
    /// begins with a 0 bit, which leads all others.
    private static void bound(BitWriter out, double bound) {
        double thousandths = bound * 1000;
        boolean inRange = thousandths >= 0 && thousandths <= MAX_THOUSANDTHS;
        if (inRange && Math.floor(thousandths + 0.5) / 1000 == bound) {
            out.unsigned((long) Math.floor(thousandths + 0.5) + 1);
        } else {
            out.bits(0, 1);
            out.bits(Double.doubleToRawLongBits(bound), Long.SIZE);
        }
    }
}
