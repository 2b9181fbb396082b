package dev.trine.query.promql.library;

import dev.trine.query.promql.function.CallContext;
import dev.trine.query.promql.function.Value;
import dev.trine.query.promql.function.VectorFunction;
import dev.trine.query.series.KahanSum;
import dev.trine.query.series.NativeHistogram;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// A function of each histogram of a vector; numbers are left out.
record HistogramFunction(ToDoubleFunction<NativeHistogram> function) implements VectorFunction {
    @Override
    public Value evaluate(List<Value> arguments, CallContext context) {
        List<StepSeries> result = new ArrayList<>();
        for (StepSeries series : NumberFunction.vector(arguments, 0).series()) {
            if (series.column().hasHistograms()) {
                StepColumn out = applied(series.column());
                if (!out.isEmpty()) {
                    result.add(context.nameless(series, out));
                }
            }
        }
        return new Value.Vector(result);
    }

    private StepColumn applied(StepColumn column) {
        StepColumn out = new StepColumn(column.size());
        for (int step = 0; step < column.size(); step++) {
            NativeHistogram histogram = column.has(step) ? column.histogram(step) : null;
            if (histogram != null) {
                out.set(step, function.applyAsDouble(histogram));
            }
        }
        return out;
    }

    static double mean(NativeHistogram histogram) {
        return histogram.sum() / histogram.count();
    }

    static double deviation(NativeHistogram histogram) {
        return Math.sqrt(variance(histogram));
    }

    /// The variance when all observations of a bucket are in its middle.
    static double variance(NativeHistogram histogram) {
        double mean = mean(histogram);
        KahanSum variance = new KahanSum();
        for (int i = 0; i < histogram.buckets(); i++) {
            if (histogram.count(i) != 0) {
                double delta = middle(histogram, i) - mean;
                variance.add(histogram.count(i) * delta * delta);
            }
        }
        return (variance.sum() + variance.error()) / histogram.count();
    }

    /// The arithmetic middle with custom bounds, else the geometric one; 0 in the zero bucket.
    private static double middle(NativeHistogram histogram, int bucket) {
        double lower = histogram.lower(bucket);
        double upper = histogram.upper(bucket);
        if (histogram.isCustom()) {
            return (upper + lower) / 2;
        }
        if (lower <= 0 && upper >= 0) {
            return 0;
        }
        double middle = Math.sqrt(upper * lower);
        return upper < 0 ? -middle : middle;
    }
}
