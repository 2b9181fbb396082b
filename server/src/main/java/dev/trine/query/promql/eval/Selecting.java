package dev.trine.query.promql.eval;

import dev.trine.query.promql.ast.Aggregation;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/// Aggregates that select elements and leave them as they are: `topk`, `bottomk`, `limitk`,
/// `limit_ratio`. Which ones is decided anew at each step.
final class Selecting {
    /// 2^64: hashes are spread evenly below it.
    private static final double HASHES = 0x1p64;

    private final Evaluation evaluation;
    private final Aggregation aggregation;
    private final double[] parameter;
    private final List<StepSeries> out = new ArrayList<>();

    /// @param parameter how many, or how large a part, at each step
    Selecting(Evaluation evaluation, Aggregation aggregation, double[] parameter) {
        this.evaluation = evaluation;
        this.aggregation = aggregation;
        this.parameter = parameter;
    }

    List<StepSeries> evaluate(List<StepSeries> series) {
        Collection<Groups.Group> groups = new Groups(aggregation).of(series);
        for (Groups.Group group : groups) {
            evaluation.query.check();
            select(group.series(), series.size());
        }
        return out;
    }

    private void select(List<StepSeries> series, int all) {
        int steps = parameter.length;
        long[][] selected = new long[series.size()][];
        List<Integer> order = new ArrayList<>();
        Heap heap = new Heap();
        for (int step = 0; step < steps; step++) {
            int count = (int) Math.max(0, Math.min(parameter[step], all));
            int[] chosen =
                    switch (aggregation.operator()) {
                        case TOPK -> extreme(series, step, count, heap, 1);
                        case BOTTOMK -> extreme(series, step, count, heap, -1);
                        case LIMITK -> first(series, step, count);
                        default -> ratio(series, step);
                    };
            for (int index : chosen) {
                if (selected[index] == null) {
                    selected[index] = Bits.none(steps);
                    order.add(index);
                }
                Bits.set(selected[index], step);
            }
        }
        for (int index : order) {
            StepSeries one = series.get(index);
            StepColumn column = one.column().masked(selected[index]);
            out.add(new StepSeries(one.labels(), column, one.dropName()));
        }
    }

    /// @param sign 1 for the largest, -1 for the smallest
    private int[] extreme(List<StepSeries> series, int step, int count, Heap heap, int sign) {
        heap.reset(count);
        if (count == 0) {
            return heap.sorted();
        }
        for (int i = 0; i < series.size(); i++) {
            StepColumn column = series.get(i).column();
            if (column.hasNumber(step)) {
                heap.offer(i, sign * column.number(step));
            } else if (column.has(step)) {
                evaluation.info(
                        "ignored histogram in " + aggregation.operator().symbol() + " aggregation",
                        aggregation.span());
            }
        }
        return heap.sorted();
    }

    private static int[] first(List<StepSeries> series, int step, int count) {
        int[] chosen = new int[Math.min(count, series.size())];
        int size = 0;
        for (int i = 0; i < series.size() && size < chosen.length; i++) {
            if (series.get(i).column().has(step)) {
                chosen[size++] = i;
            }
        }
        return Arrays.copyOf(chosen, size);
    }

    private int[] ratio(List<StepSeries> series, int step) {
        double ratio = Math.max(-1, Math.min(1, parameter[step]));
        int[] chosen = new int[series.size()];
        int size = 0;
        for (int i = 0; i < chosen.length; i++) {
            StepSeries one = series.get(i);
            if (one.column().has(step) && isWithin(ratio, offset(one))) {
                chosen[size++] = i;
            }
        }
        return Arrays.copyOf(chosen, size);
    }

    /// A place between 0 and 1 that is always the same for the same labels.
    private static double offset(StepSeries series) {
        long hash = series.labels().hash();
        double unsigned = (hash >>> 1) * 2.0 + (hash & 1);
        return unsigned / HASHES;
    }

    /// A negative ratio takes those that the positive rest leaves.
    private static boolean isWithin(double ratio, double offset) {
        return ratio >= 0 ? offset < ratio : offset >= 1 + ratio;
    }
}
