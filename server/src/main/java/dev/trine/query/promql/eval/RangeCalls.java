package dev.trine.query.promql.eval;

import dev.trine.model.Labels;
import dev.trine.query.promql.ast.Call;
import dev.trine.query.promql.ast.Expr;
import dev.trine.query.promql.ast.Extension;
import dev.trine.query.promql.ast.Paren;
import dev.trine.query.promql.ast.RangeSelector;
import dev.trine.query.promql.ast.Subquery;
import dev.trine.query.promql.function.CallContext;
import dev.trine.query.promql.function.EvaluationException;
import dev.trine.query.promql.function.RangeFunction;
import dev.trine.query.promql.function.Value;
import dev.trine.query.promql.function.WindowedSeries;
import dev.trine.query.series.LabelMatcher;
import dev.trine.query.series.Samples;
import dev.trine.query.series.SeriesRun;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepGrid;
import dev.trine.query.series.StepSeries;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Evaluates calls of functions over range vectors, series by series, so that the samples of few
/// series are held at a time.
final class RangeCalls {
    private static final Set<String> ANCHORED =
            Set.of("changes", "delta", "increase", "rate", "resets");
    private static final Set<String> SMOOTHED = Set.of("delta", "increase", "rate");

    /// A time, a value and a flag.
    private static final int SAMPLE_BYTES = 17;

    private final Evaluation evaluation;
    private final SampleReader reader;
    private final DurationValues durations;
    private final SubqueryRanges subqueries;

    RangeCalls(
            Evaluation evaluation,
            SampleReader reader,
            DurationValues durations,
            SubqueryRanges subqueries) {
        this.evaluation = evaluation;
        this.reader = reader;
        this.durations = durations;
        this.subqueries = subqueries;
    }

    /// @param arguments of the call; an empty vector for the range vector
    List<StepSeries> evaluate(
            Call call, RangeFunction function, List<Value> arguments, CallContext context) {
        SeriesStream stream = stream(call, function, arguments, context);
        return CollectedSeries.of(stream, evaluation, context.grid().size());
    }

    /// The same, series by series.
    SeriesStream stream(
            Call call, RangeFunction function, List<Value> arguments, CallContext context) {
        StepGrid grid = context.grid();
        return switch (rangeArgument(call)) {
            case RangeSelector range -> {
                checkExtension(call.name(), range.selector().extension());
                yield overSelector(range, function, arguments, context);
            }
            case Subquery subquery -> {
                SubqueryRanges.Evaluated inner = subqueries.evaluate(subquery, grid);
                Ranges ranges = new Ranges(inner.rangeEndsMs(), inner.rangeMs(), 0, Extension.NONE);
                Applied applied = new Applied(false, function, arguments, context);
                yield new SeriesStream() {
                    @Override
                    public int runs() {
                        return inner.series().size();
                    }

                    @Override
                    public void make(int run, SeriesSink sink) {
                        applied.to(
                                inner.series().get(run).labels(),
                                inner.samples(run),
                                new Windows(ranges),
                                sink);
                    }
                };
            }
            default -> throw new IllegalStateException("no range vector in " + call);
        };
    }

    static Expr rangeArgument(Call call) {
        for (Expr argument : call.arguments()) {
            Expr inner = Paren.unwrap(argument);
            if (inner instanceof RangeSelector || inner instanceof Subquery) {
                return inner;
            }
        }
        throw new IllegalStateException("no range vector in " + call);
    }

    private static void checkExtension(String function, Extension extension) {
        Set<String> allowed = extension == Extension.ANCHORED ? ANCHORED : SMOOTHED;
        if (extension != Extension.NONE && !allowed.contains(function)) {
            throw new EvaluationException(
                    extension.symbol()
                            + " modifier can only be used with: "
                            + String.join(", ", new TreeSet<>(allowed))
                            + " - not with "
                            + function);
        }
    }

    private SeriesStream overSelector(
            RangeSelector range,
            RangeFunction function,
            List<Value> arguments,
            CallContext context) {
        long[] ends = reader.times(context.grid(), range.selector().shift());
        long rangeMs = durations.positiveMs(range.range());
        long lookback = evaluation.options.lookbackMs();
        Ranges ranges = new Ranges(ends, rangeMs, lookback, range.selector().extension());
        long minMs = ranges.startMs(0) + 1;
        long maxMs = ranges.endMs(ends.length - 1);
        List<SeriesRun> selected =
                reader.select(range.selector(), minMs, maxMs, context.call().name());
        boolean pinsName = range.selector().matchers().stream().anyMatch(RangeCalls::isName);
        Applied applied = new Applied(pinsName, function, arguments, context);
        return new SeriesStream() {
            @Override
            public int runs() {
                return selected.size();
            }

            @Override
            public void make(int run, SeriesSink sink) {
                Windows windows = new Windows(ranges);
                selected.get(run)
                        .read((labels, all) -> {
                            Samples raw = reader.clip(range.selector(), all, minMs, maxMs);
                            applied.to(labels, raw, windows, sink);
                        });
            }
        };
    }

    private static boolean isName(LabelMatcher matcher) {
        return matcher.name().equals(Labels.NAME) && matcher.type() == LabelMatcher.Type.EQUAL;
    }

    /// A function with all that it needs but the series.
    private final class Applied {
        private final RangeFunction function;
        private final List<Value> arguments;
        private final CallContext context;
        private final boolean dropsName;

        /// Whether all series have the same metric name, so that they differ without it.
        private final boolean pinsName;

        Applied(
                boolean pinsName,
                RangeFunction function,
                List<Value> arguments,
                CallContext context) {
            this.pinsName = pinsName;
            this.function = function;
            this.arguments = arguments;
            this.context = context;
            this.dropsName = !function.keepsName();
        }

        /// @param windows of the series before, on the same thread
        void to(Labels labels, Samples raw, Windows windows, SeriesSink sink) {
            long bytes = (long) SAMPLE_BYTES * raw.size();
            evaluation.addBytes(bytes);
            StepColumn column = sink.column();
            WindowedSeries series = windows.over(labels, Staleness.strip(raw));
            function.evaluate(series, arguments, context, column);
            evaluation.removeBytes(bytes);
            if (column.isEmpty()) {
                return;
            }
            if (dropsName && !evaluation.options.delayedNameRemoval()) {
                Labels nameless = labels.withoutMetric();
                if (!pinsName || nameless.size() + 1 < labels.size()) {
                    sink.addAmbiguous();
                }
                sink.add(nameless, column, false);
            } else {
                sink.add(labels, column, dropsName);
            }
            CounterNames.check(labels, column, context);
        }
    }

    /// The ranges of all steps.
    ///
    /// @param endsMs end of each step's range
    /// @param lookbackMs how far windows go beyond where the selector is extended
    private record Ranges(long[] endsMs, long rangeMs, long lookbackMs, Extension extension) {
        /// Samples of a step's window are later than this.
        long startMs(int step) {
            return endsMs[step] - rangeMs - (extension == Extension.NONE ? 0 : lookbackMs);
        }

        /// And not later than this.
        long endMs(int step) {
            return endsMs[step] + (extension == Extension.SMOOTHED ? lookbackMs : 0);
        }

        int[] from(Samples samples) {
            return firstAfter(samples, this::startMs);
        }

        int[] to(Samples samples) {
            return firstAfter(samples, this::endMs);
        }

        private int[] firstAfter(Samples samples, StepTime time) {
            long[] times = samples.timesMs();
            int[] indexes = new int[endsMs.length];
            int at = samples.from();
            for (int step = 0; step < indexes.length; step++) {
                long limit = time.ms(step);
                while (at < samples.to() && times[at] <= limit) {
                    at++;
                }
                indexes[step] = at;
            }
            return indexes;
        }
    }

    /// The windows of one series after another. Series of one scrape have the same times, and so the
    /// same windows. Used by one thread.
    private static final class Windows {
        private final Ranges ranges;
        private long[] times = {};
        private int first = -1;
        private int[] from = {};
        private int[] to = {};

        Windows(Ranges ranges) {
            this.ranges = ranges;
        }

        WindowedSeries over(Labels labels, Samples samples) {
            long[] own = samples.timesMs();
            if (samples.from() != first
                    || !Arrays.equals(own, first, samples.to(), times, 0, times.length)) {
                first = samples.from();
                times = Arrays.copyOfRange(own, first, samples.to());
                from = ranges.from(samples);
                to = ranges.to(samples);
            }
            return new WindowedSeries(
                    labels, samples, from, to, ranges.endsMs, ranges.rangeMs, ranges.extension);
        }
    }

    private interface StepTime {
        long ms(int step);
    }
}
