package dev.trine.query.promql.range;

import dev.trine.query.promql.function.CallContext;
import dev.trine.query.promql.function.RangeFunction;
import dev.trine.query.promql.function.Value;
import dev.trine.query.promql.function.WindowedSeries;
import dev.trine.query.series.StepColumn;
import java.util.List;

/// `count_over_time` and `present_over_time`.
///
/// @param present whether it is asked only if there is any sample
record CountOverTimeFunction(boolean present) implements RangeFunction {
    @Override
    public void evaluate(
            WindowedSeries series, List<Value> arguments, CallContext context, StepColumn out) {
        for (int step = 0; step < out.size(); step++) {
            int count = series.to()[step] - series.from()[step];
            if (count > 0) {
                out.set(step, present ? 1 : count);
            }
        }
    }
}
