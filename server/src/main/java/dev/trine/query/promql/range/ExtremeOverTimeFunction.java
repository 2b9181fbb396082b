package dev.trine.query.promql.range;

import dev.trine.query.promql.function.CallContext;
import dev.trine.query.promql.function.RangeFunction;
import dev.trine.query.promql.function.Value;
import dev.trine.query.promql.function.WindowedSeries;
import dev.trine.query.series.Samples;
import dev.trine.query.series.StepColumn;
import java.util.List;

/// `max_over_time`, `min_over_time` and when that was: `ts_of_max_over_time`,
/// `ts_of_min_over_time`.
record ExtremeOverTimeFunction(boolean greatest, boolean asTime) implements RangeFunction {
    @Override
    public void evaluate(
            WindowedSeries series, List<Value> arguments, CallContext context, StepColumn out) {
        SplitSeries split = SplitSeries.of(series);
        WindowedSeries numbers = split.numbers();
        Samples samples = numbers.samples();
        SlidingExtreme extreme = new SlidingExtreme(samples.values(), greatest);
        for (int step = 0; step < out.size(); step++) {
            if (split.numbers(step) > 0) {
                int index = extreme.of(numbers.from()[step], numbers.to()[step]);
                out.set(step, asTime ? samples.timesMs()[index] / 1000.0 : samples.values()[index]);
                if (split.histograms(step) > 0) {
                    new Notes(context, series.labels().metricName()).ignoredHistograms();
                }
            }
        }
    }
}
