package dev.trine.protocol.prometheus.read;

import dev.trine.model.Labels;
import dev.trine.query.series.BucketSpans;
import dev.trine.query.series.CounterResetHint;
import dev.trine.query.series.NativeHistogram;
import dev.trine.query.series.Samples;
import dev.trine.wire.ProtoWriter;

/// Writes series as the messages of remote read.
///
/// Source: `prompb/types.proto` of Prometheus.
final class SeriesMessages {
    private SeriesMessages() {}

    /// A field of messages `Label`, sorted by name.
    static void labels(ProtoWriter out, int field, Labels labels) {
        for (int i = 0; i < labels.size(); i++) {
            int label = out.begin(field);
            out.stringField(1, labels.name(i));
            out.stringField(2, labels.value(i));
            out.end(label);
        }
    }

    /// The fields of a message `TimeSeries`: labels, samples, histograms.
    static void series(ProtoWriter out, Labels labels, Samples samples) {
        labels(out, 1, labels);
        for (int i = samples.from(); i < samples.to(); i++) {
            if (samples.histogram(i) == null) {
                int sample = out.begin(2);
                out.doubleField(1, samples.values()[i]);
                out.varintField(2, samples.timesMs()[i]);
                out.end(sample);
            }
        }
        for (int i = samples.from(); i < samples.to(); i++) {
            NativeHistogram histogram = samples.histogram(i);
            if (histogram != null) {
                histogram(out, histogram, samples.timesMs()[i]);
            }
        }
    }

    private static void histogram(ProtoWriter out, NativeHistogram histogram, long timeMs) {
        int message = out.begin(4);
        out.doubleField(2, histogram.count());
        out.doubleField(3, histogram.sum());
        out.varintField(4, ProtoWriter.fold(histogram.schema()));
        out.doubleField(5, histogram.zeroThreshold());
        out.doubleField(7, histogram.zeroCount());
        spans(out, 8, BucketSpans.of(histogram.negativeIndexes()));
        doubles(out, 10, histogram.negativeCounts());
        spans(out, 11, BucketSpans.of(histogram.positiveIndexes()));
        doubles(out, 13, histogram.positiveCounts());
        out.varintField(14, hint(histogram.hint()));
        out.varintField(15, timeMs);
        doubles(out, 16, histogram.customBounds());
        out.end(message);
    }

    private static void spans(ProtoWriter out, int field, int[] spans) {
        for (int i = 0; i < spans.length; i += 2) {
            int span = out.begin(field);
            out.varintField(1, ProtoWriter.fold(spans[i]));
            out.varintField(2, spans[i + 1]);
            out.end(span);
        }
    }

    private static void doubles(ProtoWriter out, int field, double[] values) {
        if (values.length > 0) {
            int packed = out.begin(field);
            for (double value : values) {
                out.fixed64(Double.doubleToRawLongBits(value));
            }
            out.end(packed);
        }
    }

    private static int hint(CounterResetHint hint) {
        return switch (hint) {
            case UNKNOWN -> 0;
            case RESET -> 1;
            case NOT_RESET -> 2;
            case GAUGE -> 3;
        };
    }
}
