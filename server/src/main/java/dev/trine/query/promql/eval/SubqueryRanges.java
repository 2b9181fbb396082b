package dev.trine.query.promql.eval;

import dev.trine.query.promql.ast.Expr;
import dev.trine.query.promql.ast.Subquery;
import dev.trine.query.promql.function.Value;
import dev.trine.query.series.CounterResetHint;
import dev.trine.query.series.NativeHistogram;
import dev.trine.query.series.Samples;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepGrid;
import dev.trine.query.series.StepSeries;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Evaluates what is in a subquery, over all the time that any step of the outer query looks at, at
/// multiples of the subquery's step.
final class SubqueryRanges {
    /// The time of a step, and a column or two that are being made.
    private static final int SCRATCH_BYTES = 32;

    private final Evaluation evaluation;
    private final SampleReader reader;
    private final DurationValues durations;
    private final BiFunction<Expr, StepGrid, Value> evaluator;

    /// @param evaluator evaluates an expression over a grid
    SubqueryRanges(
            Evaluation evaluation,
            SampleReader reader,
            DurationValues durations,
            BiFunction<Expr, StepGrid, Value> evaluator) {
        this.evaluation = evaluation;
        this.reader = reader;
        this.durations = durations;
        this.evaluator = evaluator;
    }

    Evaluated evaluate(Subquery subquery, StepGrid outer) {
        long[] ends = reader.times(outer, subquery.shift());
        long rangeMs = durations.positiveMs(subquery.range());
        long stepMs =
                subquery.step() == null
                        ? evaluation.options.subqueryStepMs()
                        : Math.max(1, durations.positiveMs(subquery.step()));
        long earliest = ends[0] - rangeMs;
        long start = stepMs * (earliest / stepMs);
        if (start <= earliest) {
            start += stepMs;
        }
        long end = ends[ends.length - 1];
        if (end < start) {
            return new Evaluated(StepGrid.instant(start), List.of(), ends, rangeMs);
        }
        StepGrid grid = grid(start, end, stepMs);
        List<StepSeries> series = evaluate(subquery.expr(), grid);
        return new Evaluated(grid, series, ends, rangeMs);
    }

    /// What is held for each step besides values is charged before anything is made: a subquery may
    /// have very many steps.
    private List<StepSeries> evaluate(Expr expr, StepGrid grid) {
        long scratch = (long) SCRATCH_BYTES * grid.size();
        evaluation.addBytes(scratch);
        Value value = evaluator.apply(expr, grid);
        evaluation.removeBytes(scratch);
        return value instanceof Value.Vector vector ? vector.series() : List.of();
    }

    private StepGrid grid(long start, long end, long stepMs) {
        long steps = (end - start) / stepMs + 1;
        if (steps > evaluation.options.maxSamples()) {
            throw Evaluation.tooManySamples();
        }
        return new StepGrid(start, end, stepMs);
    }

    /// @param grid of the evaluations
    /// @param series what they gave
    /// @param rangeEndsMs where the range of each outer step ends
    record Evaluated(StepGrid grid, List<StepSeries> series, long[] rangeEndsMs, long rangeMs) {
        /// What a series gave, as samples. Whether a counter began anew is not said any more: it
        /// may have done so between two evaluations, or be seen by several of them.
        Samples samples(int index) {
            StepColumn column = series.get(index).column();
            int size = column.count();
            long[] times = new long[size];
            double[] values = new double[size];
            @Nullable NativeHistogram @Nullable [] histograms =
                    column.hasHistograms() ? new NativeHistogram[size] : null;
            int to = 0;
            long[] present = column.presence();
            for (int step = Bits.next(present, 0); step >= 0; step = Bits.next(present, step + 1)) {
                times[to] = grid.timeMs(step);
                values[to] = column.number(step);
                NativeHistogram histogram = column.histogram(step);
                if (histograms != null && histogram != null) {
                    histograms[to] = forget(histogram);
                }
                to++;
            }
            return new Samples(times, values, histograms, null, 0, size);
        }

        private static NativeHistogram forget(NativeHistogram histogram) {
            return switch (histogram.hint()) {
                case RESET, NOT_RESET -> histogram.withHint(CounterResetHint.UNKNOWN);
                case UNKNOWN, GAUGE -> histogram;
            };
        }
    }
}
