package dev.trine.query.promql.eval;

import dev.trine.query.promql.ast.Extension;
import dev.trine.query.promql.function.EvaluationException;
import dev.trine.query.series.Samples;
import java.util.Arrays;

/// Gives a range a sample at each of its borders: the value that was known there, or, smoothed, one
/// interpolated between the samples around it.
final class BorderSamples {
    private BorderSamples() {}

    static Samples extend(Samples samples, long startMs, long endMs, Extension extension) {
        for (int i = samples.from(); i < samples.to(); i++) {
            if (samples.histogram(i) != null) {
                throw new EvaluationException("anchored modifier is not supported with histograms");
            }
        }
        long[] times = samples.timesMs();
        int from = firstAfter(samples, startMs);
        int to = firstAfter(samples, endMs);
        if (to == samples.from() || times[to - 1] <= startMs) {
            boolean later = to < samples.to() && extension == Extension.SMOOTHED;
            if (!later) {
                return Samples.none();
            }
        }
        boolean smoothed = extension == Extension.SMOOTHED;
        double left = border(samples, from, startMs, smoothed);
        double right = border(samples, to, endMs, smoothed);
        int last = to > from && times[to - 1] == endMs ? to - 1 : to;
        int inner = Math.max(0, last - from);
        long[] outTimes = new long[inner + 2];
        double[] outValues = new double[inner + 2];
        outTimes[0] = startMs;
        outValues[0] = left;
        System.arraycopy(times, from, outTimes, 1, inner);
        System.arraycopy(samples.values(), from, outValues, 1, inner);
        outTimes[inner + 1] = endMs;
        outValues[inner + 1] = right;
        return new Samples(outTimes, outValues, null, null, 0, inner + 2);
    }

    private static int firstAfter(Samples samples, long timeMs) {
        int at = Arrays.binarySearch(samples.timesMs(), samples.from(), samples.to(), timeMs + 1);
        return at >= 0 ? at : -at - 1;
    }

    /// @param next index of the first sample after the border
    private static double border(Samples samples, int next, long timeMs, boolean smoothed) {
        double[] values = samples.values();
        if (next == samples.from()) {
            return values[next];
        }
        long[] times = samples.timesMs();
        int before = next - 1;
        if (!smoothed || times[before] == timeMs || next == samples.to()) {
            return values[before];
        }
        double fraction = (double) (timeMs - times[before]) / (times[next] - times[before]);
        return values[before] + (values[next] - values[before]) * fraction;
    }
}
