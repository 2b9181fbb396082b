package dev.trine.query.promql.library;

import dev.trine.query.promql.function.CallContext;
import dev.trine.query.promql.function.Value;
import dev.trine.query.promql.function.VectorFunction;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepSeries;
import java.util.ArrayList;
import java.util.List;

/// `timestamp` of values that are computed, and so of the time of evaluation. The time of samples
/// that a selector finds is known to the engine alone.
record TimestampFunction() implements VectorFunction {
    @Override
    public Value evaluate(List<Value> arguments, CallContext context) {
        List<StepSeries> result = new ArrayList<>();
        for (StepSeries series : NumberFunction.vector(arguments, 0).series()) {
            StepColumn column = series.column();
            StepColumn out = new StepColumn(column.size());
            for (int step = 0; step < column.size(); step++) {
                if (column.has(step)) {
                    out.set(step, context.grid().timeMs(step) / 1000.0);
                }
            }
            result.add(context.nameless(series, out));
        }
        return new Value.Vector(result);
    }
}
