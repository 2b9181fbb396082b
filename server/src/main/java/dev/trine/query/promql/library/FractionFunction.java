package dev.trine.query.promql.library;

import dev.trine.query.promql.function.CallContext;
import dev.trine.query.promql.function.Value;
import dev.trine.query.promql.function.VectorFunction;
import dev.trine.query.promql.range.Notes;
import dev.trine.query.series.HistogramQuantile;
import dev.trine.query.series.NativeHistogram;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepSeries;
import java.util.ArrayList;
import java.util.List;

/// `histogram_fraction`: the share of the observations between two values.
record FractionFunction() implements VectorFunction {
    private static final int CLASSIC_BUCKETS = 32;

    @Override
    public Value evaluate(List<Value> arguments, CallContext context) {
        double[] from = NumberFunction.scalar(arguments, 0);
        double[] to = NumberFunction.scalar(arguments, 1);
        HistogramVector histograms =
                new HistogramVector(NumberFunction.vector(arguments, 2), context, 2);
        List<StepSeries> result = new ArrayList<>();
        for (HistogramVector.Group group : histograms.groups()) {
            StepColumn out = column(group, from, to, context);
            if (!out.isEmpty()) {
                result.add(context.nameless(group.series, out));
            }
        }
        return new Value.Vector(result);
    }

    private static StepColumn column(
            HistogramVector.Group group, double[] from, double[] to, CallContext context) {
        StepColumn out = new StepColumn(from.length);
        ClassicBuckets classic = new ClassicBuckets(CLASSIC_BUCKETS);
        for (int step = 0; step < from.length; step++) {
            NativeHistogram histogram = group.histogram(step);
            if (histogram != null) {
                HistogramQuantile fraction =
                        HistogramQuantile.fraction(histogram, from[step], to[step]);
                out.set(step, fraction.value());
                if (fraction.note() == HistogramQuantile.Note.EXCLUDES_NAN) {
                    context.info(
                            Notes.ofMetric(
                                    "input to histogram_fraction has NaN observations, which are"
                                            + " excluded from all fractions",
                                    context.nameIfKept(group.series.labels())),
                            context.argumentSpan(2));
                }
                continue;
            }
            group.fill(step, classic);
            if (!classic.isEmpty()) {
                out.set(step, classic.fraction(from[step], to[step]));
            }
        }
        return out;
    }
}
