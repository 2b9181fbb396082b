package dev.trine.query.promql.range;

import dev.trine.query.promql.function.CallContext;
import dev.trine.query.promql.function.RangeFunction;
import dev.trine.query.promql.function.Value;
import dev.trine.query.promql.function.WindowedSeries;
import dev.trine.query.series.StepColumn;
import java.util.List;

/// `double_exponential_smoothing`: refuses bad factors even where there is nothing to smooth.
record SmoothingFunction() implements RangeFunction {
    private static final NumbersOverTimeFunction SMOOTHED =
            new NumbersOverTimeFunction(2, Kernels::smoothed);

    @Override
    public void evaluate(
            WindowedSeries series, List<Value> arguments, CallContext context, StepColumn out) {
        for (int step = 0; step < out.size(); step++) {
            if (series.from()[step] < series.to()[step]) {
                Kernels.checkFactor(
                        "smoothing", NumbersOverTimeFunction.scalar(arguments, 1, step));
                Kernels.checkFactor("trend", NumbersOverTimeFunction.scalar(arguments, 2, step));
            }
        }
        SMOOTHED.evaluate(series, arguments, context, out);
    }
}
