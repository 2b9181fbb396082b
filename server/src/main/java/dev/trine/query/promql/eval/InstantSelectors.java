package dev.trine.query.promql.eval;

import dev.trine.model.Labels;
import dev.trine.query.promql.ast.Extension;
import dev.trine.query.promql.ast.VectorSelector;
import dev.trine.query.promql.function.EvaluationException;
import dev.trine.query.promql.function.Value;
import dev.trine.query.series.NativeHistogram;
import dev.trine.query.series.Samples;
import dev.trine.query.series.SeriesRun;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepGrid;
import dev.trine.query.series.StepSeries;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Evaluates instant vector selectors: at each step the latest sample that is younger than the
/// lookback delta, unless it says that the series has ended.
final class InstantSelectors {
    private final Evaluation evaluation;
    private final SampleReader reader;

    InstantSelectors(Evaluation evaluation, SampleReader reader) {
        this.evaluation = evaluation;
        this.reader = reader;
    }

    /// What of a sample is wanted.
    enum Wanted {
        VALUE,
        /// Its time, in seconds.
        TIME,
        /// Since when it counts, in seconds.
        START,
        /// Its time, in seconds; it must not be a histogram.
        INFO_TIME
    }

    /// @param function around the selector, empty when there is none
    Value.Vector evaluate(VectorSelector selector, StepGrid grid, Wanted wanted, String function) {
        SeriesStream stream = stream(selector, grid, wanted, function);
        return new Value.Vector(CollectedSeries.of(stream, evaluation, grid.size()));
    }

    /// The same, series by series.
    SeriesStream stream(VectorSelector selector, StepGrid grid, Wanted wanted, String function) {
        long[] times = reader.times(grid, selector.shift());
        long lookback = evaluation.options.lookbackMs();
        boolean smoothed = selector.extension() == Extension.SMOOTHED;
        long minMs = times[0] - lookback + 1;
        long maxMs = times[times.length - 1] + (smoothed ? lookback : 0);
        List<SeriesRun> selected = reader.select(selector, minMs, maxMs, function);
        return new Stream(selector, selected, times, minMs, maxMs, wanted);
    }

    /// The series of a selector with their values at each step.
    private final class Stream implements SeriesStream {
        private final VectorSelector selector;
        private final List<SeriesRun> selected;
        private final long[] times;
        private final long minMs;
        private final long maxMs;
        private final Wanted wanted;

        Stream(
                VectorSelector selector,
                List<SeriesRun> selected,
                long[] times,
                long minMs,
                long maxMs,
                Wanted wanted) {
            this.selector = selector;
            this.selected = selected;
            this.times = times;
            this.minMs = minMs;
            this.maxMs = maxMs;
            this.wanted = wanted;
        }

        @Override
        public int runs() {
            return selected.size();
        }

        @Override
        public void make(int run, SeriesSink sink) {
            selected.get(run).read((labels, samples) -> make(labels, samples, sink));
        }

        private void make(Labels labels, Samples all, SeriesSink sink) {
            Samples samples = reader.clip(selector, all, minMs, maxMs);
            StepColumn column = sink.column();
            if (selector.extension() == Extension.SMOOTHED) {
                new SmoothedSelector(selector, labels, evaluation)
                        .evaluate(Staleness.strip(samples), times, column);
            } else {
                latest(labels, samples, times, wanted, column);
            }
            if (!column.isEmpty()) {
                sink.add(labels, column, false);
            }
        }
    }

    static List<StepSeries> present(@Nullable StepSeries[] evaluated) {
        List<StepSeries> series = new ArrayList<>(evaluated.length);
        for (StepSeries one : evaluated) {
            if (one != null) {
                series.add(one);
            }
        }
        return series;
    }

    private void latest(
            Labels labels, Samples samples, long[] times, Wanted wanted, StepColumn out) {
        long[] sampleTimes = samples.timesMs();
        double[] values = samples.values();
        long lookback = evaluation.options.lookbackMs();
        int next = samples.from();
        for (int step = 0; step < times.length; step++) {
            while (next < samples.to() && sampleTimes[next] <= times[step]) {
                next++;
            }
            int latest = next - 1;
            if (latest < samples.from()
                    || sampleTimes[latest] <= times[step] - lookback
                    || Staleness.isMarker(samples, latest)) {
                continue;
            }
            NativeHistogram histogram = samples.histogram(latest);
            if (wanted == Wanted.INFO_TIME && histogram != null) {
                throw new EvaluationException(
                        "this should be an info metric, with float samples: " + labels);
            }
            if (wanted == Wanted.TIME || wanted == Wanted.INFO_TIME) {
                out.set(step, sampleTimes[latest] / 1000.0);
            } else if (wanted == Wanted.START) {
                out.set(step, samples.startMs(latest) / 1000.0);
            } else if (histogram == null) {
                out.set(step, values[latest]);
            } else {
                out.set(step, histogram);
            }
        }
    }
}
