package dev.trine.query.promql.function;

import dev.trine.query.series.StepColumn;
import java.util.List;

/// A function with a range vector among its arguments: it makes a column of each series by itself.
/// Different series are evaluated by different threads at once.
public non-sealed interface RangeFunction extends Function {
    /// Evaluates one series at all steps.
    ///
    /// @param series its samples and windows; no stale markers among them. Windows may be empty
    /// @param arguments of the call, in order; that of the range vector is an empty vector
    /// @param out what to set; what is left alone stays absent
    void evaluate(
            WindowedSeries series, List<Value> arguments, CallContext context, StepColumn out);

    /// Whether the answer is still a value of the same metric, so that its name stays.
    default boolean keepsName() {
        return false;
    }
}
