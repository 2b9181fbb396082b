package dev.trine.protocol.prometheus.federate;

import dev.trine.model.Labels;
import dev.trine.query.series.BucketSpans;
import dev.trine.query.series.NativeHistogram;
import dev.trine.wire.ProtoWriter;

/// Writes families as messages `io.prometheus.client.MetricFamily`.
///
/// Source: `io/prometheus/client/metrics.proto` of Prometheus's client model.
final class FamilyMessage {
    private static final int UNTYPED = 3;
    private static final int HISTOGRAM = 4;
    private static final int GAUGE_HISTOGRAM = 5;

    private final NameEscaping escaping;
    private final ProtoWriter out = new ProtoWriter(4096);

    FamilyMessage(NameEscaping escaping) {
        this.escaping = escaping;
    }

    /// Begins a family like that of a sample.
    void family(Latest first) {
        out.truncate(0);
        out.stringField(1, escaping.escape(first.labels().metricName()));
        int type =
                switch (first.kind()) {
                    case UNTYPED -> UNTYPED;
                    case HISTOGRAM -> HISTOGRAM;
                    case GAUGE_HISTOGRAM -> GAUGE_HISTOGRAM;
                };
        out.varintField(3, type);
    }

    /// Adds a sample to the family. One that says no instance gets an empty one, so that the scraper
    /// does not give it its own.
    void sample(Latest sample) {
        int metric = out.begin(4);
        for (int i = 0; i < sample.labels().size(); i++) {
            if (!sample.labels().name(i).equals(Labels.NAME)) {
                label(sample.labels().name(i), sample.labels().value(i));
            }
        }
        if (!sample.labels().has("instance")) {
            label("instance", "");
        }
        NativeHistogram histogram = sample.histogram();
        if (histogram == null) {
            int untyped = out.begin(5);
            out.doubleField(1, sample.value());
            out.end(untyped);
        }
        out.varintField(6, sample.timeMs());
        if (histogram != null) {
            histogram(histogram);
        }
        out.end(metric);
    }

    /// The family, led by its length.
    byte[] take() {
        ProtoWriter message = new ProtoWriter(out.size() + 5);
        message.varint(out.size());
        message.raw(out.data(), 0, out.size());
        return message.toByteArray();
    }

    private void label(String name, String value) {
        int label = out.begin(1);
        out.stringField(1, escaping.escape(name));
        out.stringField(2, value);
        out.end(label);
    }

    private void histogram(NativeHistogram histogram) {
        int message = out.begin(7);
        out.doubleField(2, histogram.sum());
        if (histogram.isCustom()) {
            customBuckets(histogram);
        }
        out.doubleField(4, histogram.count());
        if (!histogram.isCustom()) {
            out.varintField(5, ProtoWriter.fold(histogram.schema()));
            out.doubleField(6, histogram.zeroThreshold());
            out.doubleField(8, histogram.zeroCount());
            buckets(9, 11, histogram.negativeIndexes(), histogram.negativeCounts());
            buckets(12, 14, histogram.positiveIndexes(), histogram.positiveCounts());
        }
        out.end(message);
    }

    /// The format has no native form of bounds of one's own: they are classic buckets.
    private void customBuckets(NativeHistogram histogram) {
        double[] bounds = histogram.customBounds();
        int[] indexes = histogram.positiveIndexes();
        double[] counts = histogram.positiveCounts();
        double below = 0;
        int next = 0;
        for (int i = 0; i < bounds.length; i++) {
            if (next < indexes.length && indexes[next] == i) {
                below += counts[next++];
            }
            int bucket = out.begin(3);
            out.doubleField(2, bounds[i]);
            out.doubleField(4, below);
            out.end(bucket);
        }
    }

    private void buckets(int spansField, int countsField, int[] indexes, double[] counts) {
        int[] spans = BucketSpans.of(indexes);
        for (int i = 0; i < spans.length; i += 2) {
            int span = out.begin(spansField);
            out.varintField(1, ProtoWriter.fold(spans[i]));
            out.varintField(2, spans[i + 1]);
            out.end(span);
        }
        for (double count : counts) {
            out.doubleField(countsField, count);
        }
    }
}
