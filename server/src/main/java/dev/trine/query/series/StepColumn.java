package dev.trine.query.series;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The values of one series over a grid of steps: at each step nothing, a number or a histogram.
/// Written by one thread; may be read by many after that. A column that is part of a [StepSeries]
/// is not changed any more.
public final class StepColumn {
    private final double[] values;
    private final long[] present;
    private @Nullable NativeHistogram @Nullable [] histograms;

    /// An empty column.
    public StepColumn(int size) {
        values = new double[size];
        present = new long[(size + 63) >>> 6];
    }

    private StepColumn(
            double[] values, long[] present, @Nullable NativeHistogram @Nullable [] histograms) {
        this.values = values;
        this.present = present;
        this.histograms = histograms;
    }

    /// A column with a number at every step.
    ///
    /// @param values owned by the column from here on
    public static StepColumn full(double[] values) {
        long[] present = new long[(values.length + 63) >>> 6];
        Arrays.fill(present, -1L);
        int rest = values.length & 63;
        if (rest != 0) {
            present[present.length - 1] = (1L << rest) - 1;
        }
        return new StepColumn(values, present, null);
    }

    /// The number of steps.
    public int size() {
        return values.length;
    }

    /// Whether there is anything at a step.
    public boolean has(int step) {
        return (present[step >>> 6] & 1L << step) != 0;
    }

    /// Whether there is a number at a step.
    public boolean hasNumber(int step) {
        return has(step) && (histograms == null || histograms[step] == null);
    }

    /// The number at a step. Undefined when there is none.
    public double number(int step) {
        return values[step];
    }

    /// The histogram at a step, null when there is none.
    public @Nullable NativeHistogram histogram(int step) {
        return histograms == null || !has(step) ? null : histograms[step];
    }

    /// Whether any step holds a histogram.
    public boolean hasHistograms() {
        return histograms != null;
    }

    /// The numbers of all steps, to be read only where [#hasNumber(int)].
    public double[] numbers() {
        return values;
    }

    /// One bit a step, the lowest of the first word first. Bits after the last step are 0.
    public long[] presence() {
        return present;
    }

    public void set(int step, double value) {
        values[step] = value;
        present[step >>> 6] |= 1L << step;
        if (histograms != null) {
            histograms[step] = null;
        }
    }

    public void set(int step, NativeHistogram histogram) {
        if (histograms == null) {
            histograms = new NativeHistogram[values.length];
        }
        histograms[step] = histogram;
        present[step >>> 6] |= 1L << step;
    }

    /// Sets a step to what another column, or this, has at a step: a number, a histogram, nothing.
    public void copy(int step, StepColumn from, int fromStep) {
        if (!from.has(fromStep)) {
            clear(step);
            return;
        }
        NativeHistogram histogram = from.histogram(fromStep);
        if (histogram == null) {
            set(step, from.number(fromStep));
        } else {
            set(step, histogram);
        }
    }

    public void clear(int step) {
        present[step >>> 6] &= ~(1L << step);
        if (histograms != null) {
            histograms[step] = null;
        }
    }

    /// Empties the column.
    public void clear() {
        Arrays.fill(present, 0);
        histograms = null;
    }

    /// How many steps hold something.
    public int count() {
        int count = 0;
        for (long word : present) {
            count += Long.bitCount(word);
        }
        return count;
    }

    /// Whether any step holds a number.
    public boolean hasNumbers() {
        if (histograms == null) {
            return !isEmpty();
        }
        for (int step = 0; step < histograms.length; step++) {
            if (hasNumber(step)) {
                return true;
            }
        }
        return false;
    }

    /// Whether no step holds anything.
    public boolean isEmpty() {
        for (long word : present) {
            if (word != 0) {
                return false;
            }
        }
        return true;
    }

    /// The same values, seen only at some of the steps that have one. Shares the values with this
    /// column: neither is to be changed any more.
    ///
    /// @param steps as [#presence()]; owned by the new column from here on
    public StepColumn masked(long[] steps) {
        return new StepColumn(values, steps, histograms);
    }

    public StepColumn copy() {
        return new StepColumn(
                values.clone(), present.clone(), histograms == null ? null : histograms.clone());
    }
}
