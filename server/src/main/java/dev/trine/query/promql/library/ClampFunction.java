package dev.trine.query.promql.library;

import dev.trine.query.promql.function.CallContext;
import dev.trine.query.promql.function.Value;
import dev.trine.query.promql.function.VectorFunction;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// `clamp`, `clamp_min` and `clamp_max`. Where the upper limit is below the lower one there is no
/// answer.
///
/// @param lower index of the argument that is the lower limit, 0 = there is none
/// @param upper index of the argument that is the upper limit, 0 = there is none
record ClampFunction(int lower, int upper) implements VectorFunction {
    @Override
    public Value evaluate(List<Value> arguments, CallContext context) {
        int steps = context.grid().size();
        double[] least = limit(arguments, lower, Double.NEGATIVE_INFINITY, steps);
        double[] most = limit(arguments, upper, Double.POSITIVE_INFINITY, steps);
        List<StepSeries> result = new ArrayList<>();
        for (StepSeries series : NumberFunction.vector(arguments, 0).series()) {
            StepColumn out = clamped(series.column(), least, most);
            if (!out.isEmpty()) {
                result.add(context.nameless(series, out));
            }
        }
        return new Value.Vector(result);
    }

    private static double[] limit(List<Value> arguments, int index, double none, int steps) {
        if (index > 0) {
            return NumberFunction.scalar(arguments, index);
        }
        double[] limits = new double[steps];
        Arrays.fill(limits, none);
        return limits;
    }

    private static StepColumn clamped(StepColumn column, double[] least, double[] most) {
        StepColumn out = new StepColumn(column.size());
        for (int step = 0; step < column.size(); step++) {
            if (column.hasNumber(step) && !(most[step] < least[step])) {
                out.set(
                        step,
                        MathFunctions.max(
                                least[step], MathFunctions.min(most[step], column.number(step))));
            }
        }
        return out;
    }
}
