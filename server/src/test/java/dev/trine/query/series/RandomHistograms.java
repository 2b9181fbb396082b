package dev.trine.query.series;

import java.util.Random;
import java.util.TreeMap;

/// Histograms of all kinds, made from a seed.
final class RandomHistograms {
    private final Random random;

    RandomHistograms(long seed) {
        random = new Random(seed);
    }

    /// Whole counts, so that sums are exact in any order.
    NativeHistogram exponential(int schema) {
        TreeMap<Integer, Double> positive = buckets(schema);
        TreeMap<Integer, Double> negative =
                random.nextBoolean() ? buckets(schema) : new TreeMap<>();
        double zero = random.nextInt(3) == 0 ? 0 : random.nextInt(5);
        return NativeHistogram.exponential(
                CounterResetHint.UNKNOWN,
                schema,
                0,
                zero,
                zero + total(positive) + total(negative),
                random.nextInt(1000),
                indexes(negative),
                counts(negative),
                indexes(positive),
                counts(positive));
    }

    NativeHistogram exponential() {
        double[] thresholds = {1e-9, 0.001, 0.01, 1};
        return ZeroBuckets.widened(pointed(), thresholds[random.nextInt(4)]);
    }

    /// With a zero bucket that holds zero alone.
    NativeHistogram pointed() {
        return exponential(random.nextInt(-4, 9));
    }

    NativeHistogram custom() {
        double[] bounds =
                random.doubles(random.nextInt(1, 8), -10, 10)
                        .map(value -> Math.rint(value) + 0.0)
                        .distinct()
                        .sorted()
                        .toArray();
        TreeMap<Integer, Double> buckets = new TreeMap<>();
        for (int i = 0; i <= bounds.length; i++) {
            if (random.nextBoolean()) {
                buckets.put(i, (double) random.nextInt(10));
            }
        }
        return NativeHistogram.custom(
                CounterResetHint.UNKNOWN,
                total(buckets),
                random.nextInt(100),
                bounds,
                indexes(buckets),
                counts(buckets));
    }

    private TreeMap<Integer, Double> buckets(int schema) {
        TreeMap<Integer, Double> buckets = new TreeMap<>();
        int width = schema < 0 ? 4 : 12 << schema;
        for (int i = random.nextInt(12); i > 0; i--) {
            buckets.put(random.nextInt(-width, width), (double) random.nextInt(10));
        }
        return buckets;
    }

    private static double total(TreeMap<Integer, Double> buckets) {
        return buckets.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static int[] indexes(TreeMap<Integer, Double> buckets) {
        return buckets.keySet().stream().mapToInt(Integer::intValue).toArray();
    }

    private static double[] counts(TreeMap<Integer, Double> buckets) {
        return buckets.values().stream().mapToDouble(Double::doubleValue).toArray();
    }
}
