package dev.trine.query.promql.eval;

import dev.trine.query.promql.ast.AggregateOperator;
import dev.trine.query.promql.ast.Aggregation;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepSeries;
import java.util.List;

/// Aggregates that need a few numbers a step: `count`, `group`, `min`, `max`, `stddev`, `stdvar`.
/// Goes through the group's series one after the other, over all steps of each.
final class FoldColumn implements GroupFold {
    private final Evaluation evaluation;
    private final Aggregation aggregation;
    private final AggregateOperator operator;
    private final StepColumn out;
    private final double[] counts;
    private final double[] means;

    FoldColumn(Evaluation evaluation, Aggregation aggregation, int steps) {
        this.evaluation = evaluation;
        this.aggregation = aggregation;
        this.operator = aggregation.operator();
        this.out = new StepColumn(steps);
        boolean spread = isSpread();
        this.counts = new double[spread ? steps : 0];
        this.means = new double[spread ? steps : 0];
    }

    private boolean isSpread() {
        return operator == AggregateOperator.STDDEV || operator == AggregateOperator.STDVAR;
    }

    StepColumn of(List<StepSeries> series) {
        for (StepSeries one : series) {
            add(one.column());
        }
        return result();
    }

    @Override
    public StepColumn result() {
        if (isSpread()) {
            finishSpread();
        }
        return out;
    }

    @Override
    public boolean isExact() {
        return true;
    }

    @Override
    public void merge(GroupFold other) {
        if (!(other instanceof FoldColumn that)) {
            throw new IllegalArgumentException("another kind of fold: " + other);
        }
        long[] theirs = that.out.presence();
        for (int step = Bits.next(theirs, 0); step >= 0; step = Bits.next(theirs, step + 1)) {
            double value = that.out.number(step);
            if (!out.has(step)) {
                out.set(step, value);
                if (isSpread()) {
                    counts[step] = that.counts[step];
                    means[step] = that.means[step];
                }
                continue;
            }
            switch (operator) {
                case COUNT -> out.set(step, out.number(step) + value);
                case GROUP -> out.set(step, 1);
                case MIN, MAX -> number(step, value);
                default -> mergeSpread(step, value, that.counts[step], that.means[step]);
            }
        }
    }

    /// The squared distances from two means as distances from the mean of both (Chan and others).
    private void mergeSpread(int step, double squares, double count, double mean) {
        double all = counts[step] + count;
        double delta = mean - means[step];
        out.set(step, out.number(step) + squares + delta * delta * (counts[step] * count / all));
        means[step] += delta * (count / all);
        counts[step] = all;
    }

    @Override
    public void add(StepColumn column) {
        long[] present = column.presence();
        for (int step = Bits.next(present, 0); step >= 0; step = Bits.next(present, step + 1)) {
            switch (operator) {
                case COUNT -> out.set(step, out.has(step) ? out.number(step) + 1 : 1);
                case GROUP -> out.set(step, 1);
                default -> {
                    if (column.hasNumber(step)) {
                        number(step, column.number(step));
                    } else {
                        ignored();
                    }
                }
            }
        }
    }

    private void ignored() {
        evaluation.info(
                "ignored histogram in " + operator.symbol() + " aggregation",
                aggregation.exprSpan());
    }

    private void number(int step, double value) {
        boolean first = !out.has(step);
        double before = out.number(step);
        switch (operator) {
            case MIN -> {
                if (first || before > value || Double.isNaN(before)) {
                    out.set(step, value);
                }
            }
            case MAX -> {
                if (first || before < value || Double.isNaN(before)) {
                    out.set(step, value);
                }
            }
            default -> spread(step, value, first);
        }
    }

    /// Welford's method: the sum of squared distances from the mean so far.
    private void spread(int step, double value, boolean first) {
        if (first) {
            counts[step] = 1;
            means[step] = value;
            out.set(step, Double.isFinite(value) ? 0 : Double.NaN);
            return;
        }
        counts[step]++;
        double delta = value - means[step];
        means[step] += delta / counts[step];
        out.set(step, out.number(step) + delta * (value - means[step]));
    }

    private void finishSpread() {
        long[] present = out.presence();
        for (int step = Bits.next(present, 0); step >= 0; step = Bits.next(present, step + 1)) {
            double variance = out.number(step) / counts[step];
            out.set(step, operator == AggregateOperator.STDVAR ? variance : Math.sqrt(variance));
        }
    }
}
