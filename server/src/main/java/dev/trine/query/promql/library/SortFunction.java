package dev.trine.query.promql.library;

import dev.trine.query.promql.function.CallContext;
import dev.trine.query.promql.function.Value;
import dev.trine.query.promql.function.VectorFunction;
import dev.trine.query.series.StepSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// `sort` and `sort_desc`: by value, NaN last; histograms are left out. Over a range, where series
/// are ordered by their labels in the end, the user is told that it is of no use.
record SortFunction(boolean descending) implements VectorFunction {
    @Override
    public Value evaluate(List<Value> arguments, CallContext context) {
        Value.Vector vector = NumberFunction.vector(arguments, 0);
        if (isOverTime(context)) {
            warnOfRange(context);
        }
        if (context.grid().size() > 1) {
            return NumberFunction.numbers(vector);
        }
        List<StepSeries> sorted = new ArrayList<>();
        for (StepSeries series : vector.series()) {
            if (series.column().hasNumber(0)) {
                sorted.add(series);
            }
        }
        sorted.sort(order());
        return new Value.Vector(sorted);
    }

    private Comparator<StepSeries> order() {
        return (one, other) -> {
            double left = one.column().number(0);
            double right = other.column().number(0);
            if (Double.isNaN(left) || Double.isNaN(right)) {
                return Boolean.compare(Double.isNaN(left), Double.isNaN(right));
            }
            if (left == right) {
                return 0;
            }
            return (left < right) == descending ? 1 : -1;
        };
    }

    /// Whether there are several times; of what is the same at all of them there are not.
    static boolean isOverTime(CallContext context) {
        return context.grid().startMs() != context.grid().endMs();
    }

    static void warnOfRange(CallContext context) {
        context.warn(
                "sort is ineffective for range queries since results are always ordered by labels",
                context.call().span());
    }
}
