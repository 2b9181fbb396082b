package dev.trine.query.promql.range;

import dev.trine.query.series.Samples;

/// What start timestamps say: since when a counter has counted. 0 means that it is not known.
final class StartTimes {
    private StartTimes() {}

    /// Whether a counter began anew between two samples.
    static boolean isReset(long startBefore, long before, long start, long time) {
        if (start == 0 || start >= time || start < before) {
            return false;
        }
        if (start > before) {
            return true;
        }
        // It began at the sample before: so do deltas, and so do sums of unknown start.
        return startBefore != 0 && startBefore < before;
    }

    static boolean isReset(Samples samples, int index) {
        return isReset(
                samples.startMs(index - 1),
                samples.timesMs()[index - 1],
                samples.startMs(index),
                samples.timesMs()[index]);
    }

    /// Whether a sample claims a time that the sample before it has covered, without going on from
    /// the same start.
    static boolean overlaps(Samples samples, int index) {
        long start = samples.startMs(index);
        return start != 0
                && start < samples.timesMs()[index - 1]
                && start != samples.startMs(index - 1);
    }
}
