package dev.trine.protocol.tinyobs;

import dev.trine.query.syntax.DurationText;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// How many points of a range are shown: all, or one for each step of a width that people know, which
/// is chosen so that no series has more than what was asked for.
///
/// @param stepMs 0 = all of them
record Thinning(long stepMs) {
    private static final long[] STEPS_MS = {
        1_000, 5_000, 15_000, 30_000, 60_000, 300_000, 900_000, 3_600_000, 21_600_000, 86_400_000,
    };

    private static final long DAY_MS = 86_400_000;

    /// What a range takes.
    ///
    /// @param maxPoints of each series
    static Thinning of(
            List<SeriesSamples.Numbers> series, ReadParameters.Range range, int maxPoints) {
        if (series.stream().allMatch(one -> one.size() <= maxPoints)) {
            return new Thinning(0);
        }
        for (long stepMs : STEPS_MS) {
            if (points(range, stepMs) <= maxPoints) {
                return new Thinning(stepMs);
            }
        }
        long stepMs = DAY_MS;
        while (points(range, stepMs) > maxPoints) {
            stepMs += DAY_MS;
        }
        return new Thinning(stepMs);
    }

    private static long points(ReadParameters.Range range, long stepMs) {
        return range.endMs() / stepMs - range.startMs() / stepMs + 1;
    }

    /// `raw`, or the width of a step.
    String resolution() {
        return stepMs == 0 ? "raw" : DurationText.format(stepMs);
    }

    /// Writes the points of one series: the mean of each step, or its last value for a counter, whose
    /// mean would say nothing; with the smallest, the largest and how many there were.
    void write(JsonGenerator out, SeriesSamples.Numbers series, boolean counter) {
        int from = 0;
        while (from < series.size()) {
            int to = from + 1;
            while (stepMs > 0
                    && to < series.size()
                    && series.timesMs()[to] / stepMs == series.timesMs()[from] / stepMs) {
                to++;
            }
            point(out, series, from, to, counter);
            from = to;
        }
    }

    private void point(
            JsonGenerator out, SeriesSamples.Numbers series, int from, int to, boolean counter) {
        double[] values = series.values();
        double sum = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            sum += values[i];
            min = Math.min(min, values[i]);
            max = Math.max(max, values[i]);
        }
        long timeMs = series.timesMs()[from];
        out.writeStartObject();
        out.writeNumberProperty("t", stepMs == 0 ? timeMs : timeMs / stepMs * stepMs);
        out.writeName("v");
        SampleJson.number(out, counter ? values[to - 1] : sum / (to - from));
        if (stepMs > 0) {
            out.writeName("min");
            SampleJson.number(out, min);
            out.writeName("max");
            SampleJson.number(out, max);
            out.writeNumberProperty("count", to - from);
        }
        out.writeEndObject();
    }
}
