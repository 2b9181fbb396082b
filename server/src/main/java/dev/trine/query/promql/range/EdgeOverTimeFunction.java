package dev.trine.query.promql.range;

import dev.trine.query.promql.function.CallContext;
import dev.trine.query.promql.function.RangeFunction;
import dev.trine.query.promql.function.Value;
import dev.trine.query.promql.function.WindowedSeries;
import dev.trine.query.series.NativeHistogram;
import dev.trine.query.series.Samples;
import dev.trine.query.series.StepColumn;
import java.util.List;

/// `first_over_time`, `last_over_time` and when that was: `ts_of_first_over_time`,
/// `ts_of_last_over_time`.
record EdgeOverTimeFunction(boolean last, boolean asTime) implements RangeFunction {
    @Override
    public void evaluate(
            WindowedSeries series, List<Value> arguments, CallContext context, StepColumn out) {
        Samples samples = series.samples();
        for (int step = 0; step < out.size(); step++) {
            int from = series.from()[step];
            int to = series.to()[step];
            if (from < to) {
                int index = last ? to - 1 : from;
                NativeHistogram histogram = samples.histogram(index);
                if (asTime) {
                    out.set(step, samples.timesMs()[index] / 1000.0);
                } else if (histogram != null) {
                    out.set(step, histogram);
                } else {
                    out.set(step, samples.values()[index]);
                }
            }
        }
    }

    @Override
    public boolean keepsName() {
        return !asTime;
    }
}
