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

/// `histogram_quantile`, and `histogram_quantiles`, which answers several at once, told apart by a
/// label.
record QuantileFunction(boolean several) implements VectorFunction {
    private static final int CLASSIC_BUCKETS = 32;

    @Override
    public Value evaluate(List<Value> arguments, CallContext context) {
        int vectorAt = several ? 0 : 1;
        int first = several ? 2 : 0;
        int count = several ? arguments.size() - first : 1;
        for (int i = first; i < first + count; i++) {
            for (double quantile : NumberFunction.scalar(arguments, i)) {
                Notes.checkQuantile(quantile, i, context);
            }
        }
        HistogramVector histograms =
                new HistogramVector(NumberFunction.vector(arguments, vectorAt), context, vectorAt);
        ForcedMonotonicity forced = new ForcedMonotonicity();
        List<StepSeries> result = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            double[] quantiles = NumberFunction.scalar(arguments, i);
            for (HistogramVector.Group group : histograms.groups()) {
                StepColumn out = column(group, quantiles, vectorAt, context, forced);
                if (several) {
                    label(
                            group,
                            out,
                            quantiles,
                            NumberFunction.text(arguments, 1),
                            context,
                            result);
                } else if (!out.isEmpty()) {
                    result.add(context.nameless(group.series, out));
                }
            }
        }
        forced.tell(context, vectorAt);
        return new Value.Vector(result);
    }

    private static StepColumn column(
            HistogramVector.Group group,
            double[] quantiles,
            int vectorAt,
            CallContext context,
            ForcedMonotonicity forced) {
        StepColumn out = new StepColumn(quantiles.length);
        ClassicBuckets classic = new ClassicBuckets(CLASSIC_BUCKETS);
        String metric = context.nameIfKept(group.series.labels());
        for (int step = 0; step < quantiles.length; step++) {
            NativeHistogram histogram = group.histogram(step);
            if (histogram != null) {
                HistogramQuantile quantile = HistogramQuantile.of(histogram, quantiles[step]);
                out.set(step, quantile.value());
                tell(quantile.note(), metric, vectorAt, context);
                continue;
            }
            group.fill(step, classic);
            if (!classic.isEmpty()) {
                out.set(step, classic.quantile(quantiles[step]));
                forced.add(metric, classic, context.grid().timeMs(step));
            }
        }
        return out;
    }

    private static void tell(
            HistogramQuantile.Note note, String metric, int vectorAt, CallContext context) {
        String text =
                switch (note) {
                    case IS_NAN ->
                            "input to histogram_quantile has NaN observations, result is NaN";
                    case IS_SKEWED ->
                            "input to histogram_quantile has NaN observations, result is skewed"
                                    + " higher";
                    case NONE, EXCLUDES_NAN -> "";
                };
        if (!text.isEmpty()) {
            context.info(Notes.ofMetric(text, metric), context.argumentSpan(vectorAt));
        }
    }

    /// Adds the answers as one series for each quantile there is over the steps.
    private static void label(
            HistogramVector.Group group,
            StepColumn out,
            double[] quantiles,
            String label,
            CallContext context,
            List<StepSeries> result) {
        List<Double> seen = new ArrayList<>();
        for (double quantile : quantiles) {
            if (!seen.contains(quantile)) {
                seen.add(quantile);
            }
        }
        for (double quantile : seen) {
            StepColumn part = new StepColumn(out.size());
            for (int step = 0; step < quantiles.length; step++) {
                if (Double.compare(quantiles[step], quantile) == 0) {
                    part.copy(step, out, step);
                }
            }
            if (!part.isEmpty()) {
                StepSeries nameless = context.nameless(group.series, part);
                result.add(
                        new StepSeries(
                                nameless.labels().with(label, BoundText.of(quantile)),
                                part,
                                nameless.dropName()));
            }
        }
    }
}
