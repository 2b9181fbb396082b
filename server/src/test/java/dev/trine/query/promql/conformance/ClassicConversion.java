package dev.trine.query.promql.conformance;

import dev.trine.model.Labels;
import dev.trine.query.series.CounterResetHint;
import dev.trine.query.series.NativeHistogram;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Makes native histograms with custom bounds of the classic ones among loaded series.
final class ClassicConversion {
    private final Map<Labels, TreeMap<Long, Gathered>> histograms = new TreeMap<>();

    private static final class Gathered {
        private final TreeMap<Double, Double> buckets = new TreeMap<>();
        private double count = Double.NaN;
        private double sum;
    }

    static void convert(List<SeriesLine> lines, long stepMs, MemorySeriesSource target) {
        ClassicConversion conversion = new ClassicConversion();
        lines.stream().filter(line -> !line.starts()).forEach(line -> conversion.add(line, stepMs));
        conversion.histograms.forEach((labels, byTime) ->
                byTime.forEach(
                        (time, gathered) -> target.add(labels, time, 0, histogram(gathered), 0)));
    }

    private void add(SeriesLine line, long stepMs) {
        String name = line.labels().metricName();
        for (String suffix : List.of("_bucket", "_count", "_sum")) {
            boolean bucket = suffix.equals("_bucket");
            if (name.endsWith(suffix)) {
                double bound = bucket ? bound(line.labels().get("le")) : 0;
                if (!Double.isNaN(bound)) {
                    add(
                            line,
                            name.substring(0, name.length() - suffix.length()),
                            suffix,
                            bound,
                            stepMs);
                }
            }
        }
    }

    private void add(SeriesLine line, String name, String suffix, double bound, long stepMs) {
        Labels labels = line.labels().without("le").with(Labels.NAME, name);
        TreeMap<Long, Gathered> byTime = histograms.computeIfAbsent(labels, _ -> new TreeMap<>());
        for (int i = 0; i < line.points().size(); i++) {
            Point point = line.points().get(i);
            if (point.gap() || point.histogram() != null) {
                continue;
            }
            Gathered gathered = byTime.computeIfAbsent(i * stepMs, _ -> new Gathered());
            switch (suffix) {
                case "_bucket" -> gathered.buckets.put(bound, point.value());
                case "_count" -> gathered.count = point.value();
                default -> gathered.sum = point.value();
            }
        }
    }

    private static double bound(String text) {
        try {
            return SeriesLine.number(text);
        } catch (NumberFormatException _) {
            return Double.NaN;
        }
    }

    private static NativeHistogram histogram(Gathered gathered) {
        TreeMap<Double, Double> buckets = gathered.buckets;
        if (!buckets.containsKey(Double.POSITIVE_INFINITY)) {
            double last = buckets.isEmpty() ? 0 : buckets.lastEntry().getValue();
            buckets.put(
                    Double.POSITIVE_INFINITY, Double.isNaN(gathered.count) ? last : gathered.count);
        }
        double[] bounds = new double[buckets.size() - 1];
        double[] counts = new double[buckets.size()];
        int[] indexes = new int[counts.length];
        double before = 0;
        int i = 0;
        for (Map.Entry<Double, Double> bucket : buckets.entrySet()) {
            if (i < bounds.length) {
                bounds[i] = bucket.getKey();
            }
            counts[i] = bucket.getValue() - before;
            before = bucket.getValue();
            indexes[i] = i++;
        }
        return NativeHistogram.custom(
                        CounterResetHint.UNKNOWN, before, gathered.sum, bounds, indexes, counts)
                .compact();
    }
}
