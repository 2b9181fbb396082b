package dev.trine.query.promql.library;

import dev.trine.model.Labels;
import dev.trine.query.promql.function.CallContext;
import dev.trine.query.promql.function.Value;
import dev.trine.query.promql.function.VectorFunction;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepSeries;
import java.util.List;
import java.util.function.ToLongFunction;

/// A part of a date and time in UTC; of the evaluation time when there is no argument.
record DateFunction(ToLongFunction<CivilTime> part) implements VectorFunction {
    @Override
    public Value evaluate(List<Value> arguments, CallContext context) {
        if (!arguments.isEmpty()) {
            return NumberFunction.each(
                    NumberFunction.vector(arguments, 0), context, (value, _) -> of(value));
        }
        double[] parts = new double[context.grid().size()];
        for (int step = 0; step < parts.length; step++) {
            parts[step] = of((double) Math.floorDiv(context.grid().timeMs(step), 1000L));
        }
        return new Value.Vector(List.of(new StepSeries(Labels.EMPTY, StepColumn.full(parts))));
    }

    private double of(double seconds) {
        return part.applyAsLong(CivilTime.of(seconds));
    }
}
