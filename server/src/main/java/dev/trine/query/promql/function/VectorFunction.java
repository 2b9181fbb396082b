package dev.trine.query.promql.function;

import java.util.List;

/// A function of values that are evaluated already. None of its arguments is a range vector.
public non-sealed interface VectorFunction extends Function {
    /// @param arguments of the call, in order
    Value evaluate(List<Value> arguments, CallContext context);
}
