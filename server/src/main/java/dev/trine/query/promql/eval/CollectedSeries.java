package dev.trine.query.promql.eval;

import dev.trine.model.Labels;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepSeries;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps the series of a run, and what they take on the query's account.
final class CollectedSeries implements SeriesSink {
    private final Evaluation evaluation;
    private final int steps;
    private final List<StepSeries> series = new ArrayList<>();
    private @Nullable StepColumn unused;

    private CollectedSeries(Evaluation evaluation, int steps) {
        this.evaluation = evaluation;
        this.steps = steps;
    }

    /// All series of a stream, in its order.
    static List<StepSeries> of(SeriesStream stream, Evaluation evaluation, int steps) {
        List<List<StepSeries>> runs = new ArrayList<>(stream.runs());
        for (int run = 0; run < stream.runs(); run++) {
            runs.add(List.of());
        }
        evaluation.forEachLarge(
                stream.runs(),
                run -> {
                    CollectedSeries collected = new CollectedSeries(evaluation, steps);
                    stream.make(run, collected);
                    runs.set(run, collected.series);
                });
        int size = 0;
        for (List<StepSeries> run : runs) {
            size += run.size();
        }
        List<StepSeries> all = new ArrayList<>(size);
        runs.forEach(all::addAll);
        return all;
    }

    @Override
    public StepColumn column() {
        if (unused == null) {
            unused = new StepColumn(steps);
        }
        return unused;
    }

    @Override
    public void add(Labels labels, StepColumn column, boolean dropName) {
        unused = null;
        evaluation.hold(column);
        series.add(new StepSeries(labels, column, dropName));
    }

    @Override
    public void addAmbiguous() {
        // Whoever asked for all series sees to it.
    }
}
