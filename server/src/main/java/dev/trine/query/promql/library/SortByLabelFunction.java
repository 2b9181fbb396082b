package dev.trine.query.promql.library;

import dev.trine.query.promql.function.CallContext;
import dev.trine.query.promql.function.Value;
import dev.trine.query.promql.function.VectorFunction;
import dev.trine.query.series.StepSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// `sort_by_label` and `sort_by_label_desc`: by the values of labels in natural order, then by all
/// labels.
record SortByLabelFunction(boolean descending) implements VectorFunction {
    @Override
    public Value evaluate(List<Value> arguments, CallContext context) {
        Value.Vector vector = NumberFunction.vector(arguments, 0);
        if (SortFunction.isOverTime(context)) {
            SortFunction.warnOfRange(context);
        }
        List<String> names = new ArrayList<>();
        for (int i = 1; i < arguments.size(); i++) {
            names.add(NumberFunction.text(arguments, i));
        }
        List<StepSeries> sorted = new ArrayList<>(vector.series());
        Comparator<StepSeries> order = (one, other) -> compare(one, other, names);
        sorted.sort(descending ? order.reversed() : order);
        return new Value.Vector(sorted);
    }

    private static int compare(StepSeries one, StepSeries other, List<String> names) {
        for (String name : names) {
            String left = one.labels().get(name);
            String right = other.labels().get(name);
            if (!left.equals(right)) {
                return NaturalOrder.isBefore(left, right) ? -1 : 1;
            }
        }
        return one.labels().compareTo(other.labels());
    }
}
