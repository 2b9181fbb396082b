package dev.trine.query.promql.eval;

import dev.trine.model.Labels;
import dev.trine.model.QuotedText;
import dev.trine.query.promql.ast.Aggregation;
import dev.trine.query.promql.function.EvaluationException;
import dev.trine.query.series.NativeHistogram;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepSeries;
import dev.trine.query.syntax.NumberText;
import dev.trine.query.syntax.StringText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Aggregates by `count_values`: a series for each different value, which becomes a label.
final class CountValues {
    private final Evaluation evaluation;
    private final Groups groups;
    private final boolean keepsLabel;
    private final String label;
    private final int steps;
    private final Map<Labels, StepColumn> counts = new LinkedHashMap<>();

    /// @param label that takes the value
    /// @throws EvaluationException when that is no name
    CountValues(Evaluation evaluation, Aggregation aggregation, String label, int steps) {
        if (label.isEmpty() || !StringText.isWellFormed(label)) {
            throw new EvaluationException("invalid label name " + QuotedText.of(label));
        }
        this.evaluation = evaluation;
        this.groups = new Groups(aggregation);
        this.keepsLabel =
                !aggregation.without()
                        || (!aggregation.grouping().contains(label) && !label.equals(Labels.NAME));
        this.label = label;
        this.steps = steps;
    }

    List<StepSeries> evaluate(List<StepSeries> series) {
        for (StepSeries one : series) {
            evaluation.query.check();
            count(one.column(), groups.labels(one.labels()));
        }
        List<StepSeries> result = new ArrayList<>();
        counts.forEach((labels, column) -> result.add(new StepSeries(labels, column)));
        return result;
    }

    private void count(StepColumn column, Labels group) {
        Map<String, StepColumn> columns = new LinkedHashMap<>();
        long[] present = column.presence();
        for (int step = Bits.next(present, 0); step >= 0; step = Bits.next(present, step + 1)) {
            NativeHistogram histogram = column.histogram(step);
            String value =
                    histogram == null
                            ? NumberText.format(column.number(step))
                            : histogram.toString();
            StepColumn counted =
                    columns.computeIfAbsent(value, text -> column(withValue(group, text)));
            counted.set(step, counted.has(step) ? counted.number(step) + 1 : 1);
        }
    }

    private Labels withValue(Labels group, String value) {
        return keepsLabel ? group.with(label, value) : group;
    }

    private StepColumn column(Labels labels) {
        StepColumn column = counts.get(labels);
        if (column == null) {
            column = new StepColumn(steps);
            evaluation.hold(column);
            counts.put(labels, column);
        }
        return column;
    }
}
