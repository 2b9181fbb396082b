package dev.trine.query.promql.eval;

import dev.trine.query.series.NativeHistogram;
import dev.trine.query.series.Samples;
import org.jspecify.annotations.Nullable;

/// Tells the markers that say a series has ended from samples.
final class Staleness {
    private static final long MARKER = 0x7ff0000000000002L;

    private Staleness() {}

    static boolean isMarker(double value) {
        return Double.doubleToRawLongBits(value) == MARKER;
    }

    static boolean isMarker(Samples samples, int index) {
        NativeHistogram histogram = samples.histogram(index);
        return isMarker(histogram == null ? samples.values()[index] : histogram.sum());
    }

    /// The samples without markers: the same arrays where there are none.
    static Samples strip(Samples samples) {
        int markers = 0;
        for (int i = samples.from(); i < samples.to(); i++) {
            if (isMarker(samples, i)) {
                markers++;
            }
        }
        return markers == 0 ? samples : copyWithout(samples, samples.size() - markers);
    }

    private static Samples copyWithout(Samples samples, int size) {
        long[] times = new long[size];
        double[] values = new double[size];
        @Nullable NativeHistogram @Nullable [] histograms =
                samples.histograms() == null ? null : new NativeHistogram[size];
        long @Nullable [] starts = samples.startsMs() == null ? null : new long[size];
        int to = 0;
        for (int i = samples.from(); i < samples.to(); i++) {
            if (isMarker(samples, i)) {
                continue;
            }
            times[to] = samples.timesMs()[i];
            values[to] = samples.values()[i];
            if (histograms != null) {
                histograms[to] = samples.histogram(i);
            }
            if (starts != null) {
                starts[to] = samples.startMs(i);
            }
            to++;
        }
        return new Samples(times, values, histograms, starts, 0, size);
    }
}
