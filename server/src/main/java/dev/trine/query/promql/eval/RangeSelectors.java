package dev.trine.query.promql.eval;

import dev.trine.query.promql.ast.Extension;
import dev.trine.query.promql.ast.RangeSelector;
import dev.trine.query.promql.ast.Subquery;
import dev.trine.query.series.Samples;
import dev.trine.query.series.SeriesRun;
import dev.trine.query.series.StepGrid;
import dev.trine.query.series.StepSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Evaluates range vectors that are a query's answer by themselves.
final class RangeSelectors {
    private final Evaluation evaluation;
    private final SampleReader reader;
    private final DurationValues durations;
    private final SubqueryRanges subqueries;

    RangeSelectors(
            Evaluation evaluation,
            SampleReader reader,
            DurationValues durations,
            SubqueryRanges subqueries) {
        this.evaluation = evaluation;
        this.reader = reader;
        this.durations = durations;
        this.subqueries = subqueries;
    }

    List<Answer.Range> evaluate(RangeSelector range, StepGrid grid) {
        long end = reader.times(grid, range.selector().shift())[0];
        long start = end - durations.positiveMs(range.range());
        Extension extension = range.selector().extension();
        long lookback = extension == Extension.NONE ? 0 : evaluation.options.lookbackMs();
        long minMs = start - lookback + 1;
        long maxMs = end + (extension == Extension.SMOOTHED ? lookback : 0);
        List<Answer.Range> ranges = new ArrayList<>();
        for (SeriesRun run : reader.select(range.selector(), minMs, maxMs, "")) {
            evaluation.query.check();
            run.read((labels, all) -> {
                Samples samples = Staleness.strip(reader.clip(range.selector(), all, minMs, maxMs));
                evaluation.addBytes(24L * samples.size());
                samples =
                        extension == Extension.NONE
                                ? samples.copy()
                                : BorderSamples.extend(samples, start, end, extension);
                if (samples.size() > 0) {
                    ranges.add(new Answer.Range(labels, samples));
                }
            });
        }
        return sorted(ranges);
    }

    List<Answer.Range> evaluate(Subquery subquery, StepGrid grid) {
        SubqueryRanges.Evaluated inner = subqueries.evaluate(subquery, grid);
        List<Answer.Range> ranges = new ArrayList<>();
        for (int i = 0; i < inner.series().size(); i++) {
            StepSeries series = inner.series().get(i);
            ranges.add(
                    new Answer.Range(
                            series.dropName() ? series.labels().withoutMetric() : series.labels(),
                            inner.samples(i)));
        }
        return sorted(ranges);
    }

    private static List<Answer.Range> sorted(List<Answer.Range> ranges) {
        ranges.sort(Comparator.comparing(Answer.Range::labels));
        return ranges;
    }
}
