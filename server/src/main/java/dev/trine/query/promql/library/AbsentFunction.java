package dev.trine.query.promql.library;

import dev.trine.query.promql.ast.Paren;
import dev.trine.query.promql.function.AbsentLabels;
import dev.trine.query.promql.function.CallContext;
import dev.trine.query.promql.function.Value;
import dev.trine.query.promql.function.VectorFunction;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepSeries;
import java.util.List;

/// `absent`: 1 where no series has a value, with the labels that the selector asks for.
record AbsentFunction() implements VectorFunction {
    @Override
    public Value evaluate(List<Value> arguments, CallContext context) {
        int steps = context.grid().size();
        StepColumn absent = new StepColumn(steps);
        for (int step = 0; step < steps; step++) {
            absent.set(step, 1);
        }
        for (StepSeries series : NumberFunction.vector(arguments, 0).series()) {
            for (int step = 0; step < steps; step++) {
                if (series.column().has(step)) {
                    absent.clear(step);
                }
            }
        }
        return absent.isEmpty()
                ? new Value.Vector(List.of())
                : new Value.Vector(
                        List.of(
                                new StepSeries(
                                        AbsentLabels.of(Paren.unwrap(context.argument(0))),
                                        absent)));
    }
}
