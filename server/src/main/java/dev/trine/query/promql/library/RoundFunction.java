package dev.trine.query.promql.library;

import dev.trine.query.promql.function.CallContext;
import dev.trine.query.promql.function.Value;
import dev.trine.query.promql.function.VectorFunction;
import java.util.List;

/// `round`: to the nearest multiple of a number, ties up.
record RoundFunction() implements VectorFunction {
    @Override
    public Value evaluate(List<Value> arguments, CallContext context) {
        Value.Vector vector = NumberFunction.vector(arguments, 0);
        if (arguments.size() == 1) {
            return NumberFunction.each(vector, context, (value, _) -> Math.floor(value + 0.5));
        }
        double[] nearest = NumberFunction.scalar(arguments, 1);
        // Multiplying by the inverse causes fewer inexact results than dividing.
        return NumberFunction.each(
                vector,
                context,
                (value, step) -> {
                    double inverse = 1.0 / nearest[step];
                    return Math.floor(value * inverse + 0.5) / inverse;
                });
    }
}
