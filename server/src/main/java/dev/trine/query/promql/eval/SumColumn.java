package dev.trine.query.promql.eval;

import dev.trine.query.promql.ast.AggregateOperator;
import dev.trine.query.promql.ast.Aggregation;
import dev.trine.query.series.KahanSum;
import dev.trine.query.series.NativeHistogram;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepSeries;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Aggregates by `sum` and `avg`. Numbers are summed with their rounding errors kept apart; an
/// average whose sum would overflow is computed incrementally from there on.
final class SumColumn implements GroupFold {
    private final Evaluation evaluation;
    private final Aggregation aggregation;
    private final boolean average;
    private final int steps;
    private final double[] sums;
    private final double[] errors;

    /// How many numbers there are at each step; histograms count for averages too.
    private final int[] counts;

    private final long[] numbers;
    private final long[] incremental;
    private @Nullable HistogramSums histograms;

    SumColumn(Evaluation evaluation, Aggregation aggregation, int steps) {
        this.evaluation = evaluation;
        this.aggregation = aggregation;
        this.average = aggregation.operator() == AggregateOperator.AVG;
        this.steps = steps;
        this.sums = new double[steps];
        this.errors = new double[steps];
        this.counts = new int[steps];
        this.numbers = Bits.none(steps);
        this.incremental = Bits.none(steps);
    }

    StepColumn of(List<StepSeries> series) {
        for (StepSeries one : series) {
            add(one);
        }
        return result();
    }

    private void add(StepSeries series) {
        StepColumn column = series.column();
        if (column.hasHistograms() || histograms != null) {
            addMixed(series);
            return;
        }
        add(column);
    }

    @Override
    public void add(StepColumn column) {
        double[] values = column.numbers();
        long[] present = column.presence();
        for (int word = 0; word < present.length; word++) {
            long bits = present[word];
            numbers[word] |= bits;
            int base = word << 6;
            while (bits != 0) {
                add(base + Long.numberOfTrailingZeros(bits), values);
                bits &= bits - 1;
            }
        }
    }

    private void add(int step, double[] values) {
        double value = values[step];
        int count = ++counts[step];
        if (average && (count > 1 || Bits.get(incremental, step))) {
            addToAverage(step, value, count);
            return;
        }
        double sum = sums[step];
        if (count == 1) {
            sums[step] = value;
            return;
        }
        double next = sum + value;
        errors[step] = KahanSum.error(errors[step], value, sum, next);
        sums[step] = next;
    }

    private void addToAverage(int step, double value, int count) {
        if (!Bits.get(incremental, step)) {
            double next = sums[step] + value;
            if (!Double.isInfinite(next)) {
                errors[step] = KahanSum.error(errors[step], value, sums[step], next);
                sums[step] = next;
                return;
            }
            Bits.set(incremental, step);
            sums[step] /= count - 1;
            errors[step] /= count - 1;
        }
        double share = (count - 1.0) / count;
        double mean = share * sums[step];
        double part = value / count;
        double next = mean + part;
        errors[step] = KahanSum.error(share * errors[step], part, mean, next);
        sums[step] = next;
    }

    private void addMixed(StepSeries series) {
        if (histograms == null) {
            histograms = new HistogramSums(evaluation, aggregation, steps);
        }
        StepColumn column = series.column();
        long[] present = column.presence();
        for (int step = Bits.next(present, 0); step >= 0; step = Bits.next(present, step + 1)) {
            NativeHistogram histogram = column.histogram(step);
            if (histogram != null) {
                histograms.add(step, histogram, series.labels().metricName());
            } else if (!histograms.isGivenUp(step)) {
                Bits.set(numbers, step);
                add(step, column.numbers());
            }
        }
    }

    /// An average whose sum overflows depends on the order of all numbers.
    @Override
    public boolean isExact() {
        if (!average) {
            return true;
        }
        for (int step = Bits.next(numbers, 0); step >= 0; step = Bits.next(numbers, step + 1)) {
            if (Bits.get(incremental, step) || Double.isInfinite(sums[step])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void merge(GroupFold other) {
        if (!(other instanceof SumColumn that)) {
            throw new IllegalArgumentException("another kind of fold: " + other);
        }
        long[] theirs = that.numbers;
        for (int step = Bits.next(theirs, 0); step >= 0; step = Bits.next(theirs, step + 1)) {
            double sum = sums[step];
            double value = that.sums[step];
            double next = counts[step] == 0 ? value : sum + value;
            if (counts[step] > 0) {
                errors[step] = KahanSum.error(errors[step], value, sum, next);
            }
            errors[step] += that.errors[step];
            sums[step] = next;
            counts[step] += that.counts[step];
        }
        Bits.or(numbers, theirs);
    }

    @Override
    public StepColumn result() {
        StepColumn out = new StepColumn(steps);
        for (int step = Bits.next(numbers, 0); step >= 0; step = Bits.next(numbers, step + 1)) {
            if (histograms == null || !histograms.has(step)) {
                out.set(step, number(step));
            } else {
                evaluation.warn(
                        "encountered a mix of histograms and floats for aggregation",
                        aggregation.exprSpan());
            }
        }
        if (histograms != null) {
            histograms.writeTo(out, numbers);
        }
        return out;
    }

    private double number(int step) {
        if (!average || Bits.get(incremental, step)) {
            return sums[step] + errors[step];
        }
        return sums[step] / counts[step] + errors[step] / counts[step];
    }
}
