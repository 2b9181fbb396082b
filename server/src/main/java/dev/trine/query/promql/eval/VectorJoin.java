package dev.trine.query.promql.eval;

import dev.trine.model.Labels;
import dev.trine.model.LabelsBuilder;
import dev.trine.query.promql.ast.Binary;
import dev.trine.query.promql.ast.VectorMatching;
import dev.trine.query.promql.ast.VectorMatching.Cardinality;
import dev.trine.query.promql.function.EvaluationException;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Evaluates arithmetic and comparisons between two vectors. Each pair of matching series gives a
/// column for the steps at which both have a value; which one of several series of the same group
/// is there may change from step to step.
///
/// Inside, the left side is that of the many and the right one that of the one; a `group_right`
/// match is turned around.
final class VectorJoin {
    private final Evaluation evaluation;
    private final Binary binary;
    private final VectorMatching matching;
    private final int steps;
    private final boolean swapped;
    private final ElementAnnotations annotations;
    private final List<StepSeries> out = new ArrayList<>();

    VectorJoin(Evaluation evaluation, Binary binary, VectorMatching matching, int steps) {
        this.evaluation = evaluation;
        this.binary = binary;
        this.matching = matching;
        this.steps = steps;
        this.swapped = matching.cardinality() == Cardinality.ONE_TO_MANY;
        this.annotations = new ElementAnnotations(evaluation, steps);
    }

    /// @throws EvaluationException when more elements match than may
    List<StepSeries> evaluate(List<StepSeries> leftOperand, List<StepSeries> rightOperand) {
        List<StepSeries> left = swapped ? rightOperand : leftOperand;
        List<StepSeries> right = swapped ? leftOperand : rightOperand;
        long[] active = active(left, right);
        if (Bits.isEmpty(active)) {
            return out;
        }
        List<MatchKeys.Group> groups = new MatchKeys(matching).groups(left, right);
        requireOneOnTheRight(groups, active);
        for (MatchKeys.Group group : groups) {
            evaluation.query.check();
            join(group, active);
        }
        annotations.report();
        return out;
    }

    /// The steps at which anything can match: both sides have elements, or one can be filled.
    private long[] active(List<StepSeries> left, List<StepSeries> right) {
        long[] leftPresent = MatchKeys.present(left, steps);
        long[] rightPresent = MatchKeys.present(right, steps);
        if (!matching.fills()) {
            return Bits.and(leftPresent, rightPresent);
        }
        Bits.or(leftPresent, rightPresent);
        return leftPresent;
    }

    /// The earliest step at which a group has two elements on the side of the one is an error.
    private void requireOneOnTheRight(List<MatchKeys.Group> groups, long[] active) {
        int first = Integer.MAX_VALUE;
        String problem = "";
        for (MatchKeys.Group group : groups) {
            List<StepSeries> right = group.right();
            long[] seen = Bits.none(steps);
            for (int i = 0; i < right.size() && right.size() > 1; i++) {
                long[] present = Bits.and(right.get(i).column().presence(), active);
                int step = Bits.firstCommon(seen, present);
                if (step >= 0 && step < first) {
                    first = step;
                    problem = duplicate(group, right.subList(0, i), right.get(i), step);
                }
                Bits.or(seen, present);
            }
        }
        if (first < Integer.MAX_VALUE) {
            throw new EvaluationException(problem);
        }
    }

    private String duplicate(
            MatchKeys.Group group, List<StepSeries> earlier, StepSeries later, int step) {
        StepSeries other =
                earlier.stream()
                        .filter(series -> series.column().has(step))
                        .findFirst()
                        .orElse(later);
        boolean ordered = other.labels().compareTo(later.labels()) <= 0;
        return "found duplicate series for the match group "
                + group.key()
                + " on the "
                + (swapped ? "left" : "right")
                + " hand-side of the operation: ["
                + (ordered ? other : later).labels()
                + ", "
                + (ordered ? later : other).labels()
                + "];many-to-many matching not allowed: matching labels must be unique on one side";
    }

    private void join(MatchKeys.Group group, long[] active) {
        Matched matched = new Matched(steps, matching.cardinality() == Cardinality.ONE_TO_ONE);
        long[] rightPresent = MatchKeys.present(group.right(), steps);
        for (StepSeries left : group.left()) {
            for (StepSeries right : group.right()) {
                pair(left, right, left.column().presence(), right.column().presence(), matched);
            }
            Double fill = matching.fillRight();
            if (fill != null) {
                long[] missing = Bits.andNot(left.column().presence(), rightPresent);
                pair(left, filled(group.key(), fill), missing, active, matched);
            }
        }
        Double fill = matching.fillLeft();
        if (fill != null) {
            for (StepSeries right : group.right()) {
                long[] missing = Bits.andNot(right.column().presence(), matched.steps);
                pair(filled(group.key(), fill), right, missing, active, matched);
            }
        }
    }

    private StepSeries filled(Labels key, double value) {
        double[] values = new double[steps];
        Arrays.fill(values, value);
        return new StepSeries(key, StepColumn.full(values));
    }

    private void pair(
            StepSeries left, StepSeries right, long[] some, long[] others, Matched matched) {
        long[] both = Bits.and(some, others);
        if (Bits.isEmpty(both)) {
            return;
        }
        StepColumn column = new StepColumn(steps);
        StepColumn first = swapped ? right.column() : left.column();
        StepColumn second = swapped ? left.column() : right.column();
        ColumnOperator operator = new ColumnOperator(binary, annotations);
        long[] applied = operator.apply(first, second, first, both, column);
        Labels labels = labels(left.labels(), right.labels());
        matched.add(labels, applied);
        if (!column.isEmpty()) {
            evaluation.hold(column);
            out.add(new StepSeries(labels, column, binary.returnBool()));
        }
    }

    private Labels labels(Labels left, Labels right) {
        Labels base = left;
        if (ScalarOperands.changesMeaning(binary.operator())) {
            base = base.withoutMetric();
        }
        if (matching.cardinality() == Cardinality.ONE_TO_ONE) {
            String[] names = matching.labels().toArray(String[]::new);
            base = matching.on() ? base.only(names) : base.without(names);
        }
        if (!matching.include().isEmpty()) {
            LabelsBuilder builder = base.toBuilder();
            for (String name : matching.include()) {
                builder.set(name, right.get(name));
            }
            base = builder.build();
        }
        return binary.returnBool() && !evaluation.options.delayedNameRemoval()
                ? base.withoutMetric()
                : base;
    }

    /// What of a group was matched, to find what matches twice.
    private static final class Matched {
        private final long[] steps;
        private final boolean oneToOne;
        private @Nullable Map<Labels, long[]> byLabels;

        Matched(int steps, boolean oneToOne) {
            this.steps = Bits.none(steps);
            this.oneToOne = oneToOne;
        }

        void add(Labels labels, long[] pairs) {
            if (oneToOne) {
                if (Bits.intersects(steps, pairs)) {
                    throw new EvaluationException(
                            "multiple matches for labels: many-to-one matching must be explicit"
                                    + " (group_left/group_right)");
                }
            } else {
                addLabels(labels, pairs);
            }
            Bits.or(steps, pairs);
        }

        private void addLabels(Labels labels, long[] pairs) {
            if (byLabels == null) {
                byLabels = new HashMap<>();
            }
            long[] before = byLabels.putIfAbsent(labels, pairs.clone());
            if (before == null) {
                return;
            }
            if (Bits.intersects(before, pairs)) {
                throw new EvaluationException(
                        "multiple matches for labels: grouping labels must ensure unique matches");
            }
            Bits.or(before, pairs);
        }
    }
}
