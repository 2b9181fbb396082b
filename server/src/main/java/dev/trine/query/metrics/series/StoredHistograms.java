package dev.trine.query.metrics.series;

import dev.trine.model.ExponentialHistogramPoint;
import dev.trine.query.series.CounterResetHint;
import dev.trine.query.series.NativeHistogram;
import java.util.Arrays;
import java.util.Optional;

/// Native histograms of stored OTLP points.
final class StoredHistograms {
    private static final int MIN_SCALE = -4;
    private static final int MAX_SCALE = 8;

    /// What Prometheus takes for the zero bucket of OTLP histograms.
    private static final double ZERO_THRESHOLD = 1e-128;

    private StoredHistograms() {}

    /// The histogram of a point; nothing when its buckets are wider than any that there are.
    static Optional<NativeHistogram> exponential(ExponentialHistogramPoint point) {
        if (point.scale() < MIN_SCALE) {
            return Optional.empty();
        }
        int schema = Math.min(point.scale(), MAX_SCALE);
        int shift = point.scale() - schema;
        Side negative = Side.of(point.negative(), shift);
        Side positive = Side.of(point.positive(), shift);
        return Optional.of(
                NativeHistogram.exponential(
                        CounterResetHint.UNKNOWN,
                        schema,
                        ZERO_THRESHOLD,
                        unsigned(point.zeroCount()),
                        unsigned(point.count()),
                        point.sum().orElse(0),
                        negative.indexes,
                        negative.counts,
                        positive.indexes,
                        positive.counts));
    }

    /// An uint64 as a number.
    static double unsigned(long value) {
        return value >= 0 ? (double) value : (double) ((value >>> 1) | (value & 1)) * 2.0;
    }

    /// Buckets that hold something. Those of Prometheus are named after their upper end, one more
    /// than in OTLP.
    private record Side(int[] indexes, double[] counts) {
        static Side of(ExponentialHistogramPoint.Buckets buckets, int shift) {
            int[] indexes = new int[buckets.counts().length];
            double[] counts = new double[indexes.length];
            int size = 0;
            for (int i = 0; i < buckets.counts().length; i++) {
                if (buckets.counts()[i] == 0) {
                    continue;
                }
                int index = ((buckets.offset() + i) >> shift) + 1;
                if (size > 0 && indexes[size - 1] == index) {
                    counts[size - 1] += unsigned(buckets.counts()[i]);
                } else {
                    indexes[size] = index;
                    counts[size++] = unsigned(buckets.counts()[i]);
                }
            }
            return new Side(Arrays.copyOf(indexes, size), Arrays.copyOf(counts, size));
        }
    }
}
