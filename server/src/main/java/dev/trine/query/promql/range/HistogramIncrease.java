package dev.trine.query.promql.range;

import dev.trine.query.promql.function.WindowedSeries;
import dev.trine.query.series.CounterResetHint;
import dev.trine.query.series.NativeHistogram;
import org.jspecify.annotations.Nullable;

/// The increase between the first and the last histogram of a window, what a counter had counted
/// before it began anew added. The answer is a gauge.
final class HistogramIncrease {
    private final WindowedSeries series;
    private final boolean counter;
    private final boolean starts;
    private final Notes notes;

    HistogramIncrease(WindowedSeries series, boolean counter, boolean starts, Notes notes) {
        this.series = series;
        this.counter = counter;
        this.starts = starts && series.samples().startsMs() != null;
        this.notes = notes;
    }

    private NativeHistogram at(int index) {
        return SplitSeries.at(series, index);
    }

    /// @param from the first of at least two
    /// @return null when the histograms cannot be brought together
    @Nullable NativeHistogram of(int from, int to) {
        NativeHistogram first = at(from);
        NativeHistogram last = at(to - 1);
        boolean endIsGauge = isGauge(first) || isGauge(last);
        boolean dropsFirst = counter && isReset(from + 1);
        // The layout of a first histogram that a reset has made irrelevant does not matter either.
        NativeHistogram base = dropsFirst ? at(from + 1) : first;
        if (counter && endIsGauge) {
            notes.notCounter();
        }
        if (!last.isCombinable(base) || !middleIsCombinable(from, to, base)) {
            notes.mixedBuckets();
            return null;
        }
        NativeHistogram increase = last.toSchema(schema(from, to, base));
        if (!dropsFirst) {
            increase = difference(increase, first, notes);
        }
        if (counter) {
            increase = withResets(increase, from, to, dropsFirst);
        } else if (!isGauge(first) || !isGauge(last)) {
            notes.notGauge();
        }
        return increase == null ? null : increase.withHint(CounterResetHint.GAUGE).compact();
    }

    private static boolean isGauge(NativeHistogram histogram) {
        return histogram.hint() == CounterResetHint.GAUGE;
    }

    private boolean isReset(int index) {
        return (starts && StartTimes.isReset(series.samples(), index))
                || at(index).isResetSince(at(index - 1));
    }

    private boolean middleIsCombinable(int from, int to, NativeHistogram base) {
        if (!counter) {
            return true;
        }
        for (int i = from + 1; i < to - 1; i++) {
            if (isGauge(at(i))) {
                notes.notCounter();
            }
            if (!at(i).isCombinable(base)) {
                return false;
            }
        }
        return true;
    }

    private int schema(int from, int to, NativeHistogram base) {
        int schema = Math.min(base.schema(), at(to - 1).schema());
        for (int i = from + 1; counter && i < to - 1; i++) {
            schema = Math.min(schema, at(i).schema());
        }
        return schema;
    }

    private @Nullable NativeHistogram withResets(
            @Nullable NativeHistogram start, int from, int to, boolean dropsFirst) {
        NativeHistogram increase = start;
        boolean overlap = false;
        for (int i = from + 1; i < to && increase != null; i++) {
            overlap |= starts && StartTimes.overlaps(series.samples(), i);
            boolean dropped = dropsFirst && i == from + 1;
            if (!dropped && isReset(i)) {
                increase = sum(increase, at(i - 1), notes);
            }
        }
        if (overlap) {
            notes.startsOverlap();
        }
        return increase;
    }

    /// @return null, and a warning, when they are not combinable
    static @Nullable NativeHistogram sum(NativeHistogram one, NativeHistogram other, Notes notes) {
        if (!one.isCombinable(other)) {
            notes.mixedBuckets();
            return null;
        }
        if (one.hasOtherBounds(other)) {
            notes.reconciledBounds(Notes.ADDITION);
        }
        return one.plus(other);
    }

    /// @return null, and a warning, when they are not combinable
    static @Nullable NativeHistogram difference(
            NativeHistogram one, NativeHistogram other, Notes notes) {
        if (!one.isCombinable(other)) {
            notes.mixedBuckets();
            return null;
        }
        if (one.hasOtherBounds(other)) {
            notes.reconciledBounds(Notes.SUBTRACTION);
        }
        return one.minus(other);
    }
}
