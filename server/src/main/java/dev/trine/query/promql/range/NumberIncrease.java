package dev.trine.query.promql.range;

import dev.trine.query.promql.function.WindowedSeries;
import dev.trine.query.series.Samples;

/// The increase between the first and the last number of each window, what a counter had counted
/// before it began anew added. Resets are looked for once, over all samples; a window then looks at
/// its two ends and the resets in it only. Steps are to be asked for in their order.
final class NumberIncrease {
    private final WindowedSeries series;
    private final Notes notes;
    private final Indexes resets = new Indexes();
    private final Indexes overlaps = new Indexes();

    NumberIncrease(WindowedSeries series, boolean counter, boolean starts, Notes notes) {
        this.series = series;
        this.notes = notes;
        if (counter && series.steps() > 0) {
            find(starts && series.samples().startsMs() != null);
        }
    }

    private void find(boolean starts) {
        Samples samples = series.samples();
        double[] values = samples.values();
        int last = series.to()[series.steps() - 1];
        for (int i = series.from()[0] + 1; i < last; i++) {
            if (values[i] < values[i - 1] || (starts && StartTimes.isReset(samples, i))) {
                resets.add(i);
            }
            if (starts && StartTimes.overlaps(samples, i)) {
                overlaps.add(i);
            }
        }
    }

    double of(int step) {
        int from = series.from()[step];
        int to = series.to()[step];
        double[] values = series.samples().values();
        double increase = values[to - 1] - values[from];
        resets.moveBehind(from);
        for (int i = resets.position(); resets.at(i) < to; i++) {
            increase += values[resets.at(i) - 1];
        }
        if (!overlaps.isEmpty()) {
            overlaps.moveBehind(from);
            if (overlaps.at(overlaps.position()) < to) {
                notes.startsOverlap();
            }
        }
        return increase;
    }
}
