package dev.trine.query.promql.eval;

import dev.trine.model.Labels;
import dev.trine.query.exec.Query;
import dev.trine.query.series.Samples;
import dev.trine.query.series.Selection;
import dev.trine.query.series.SeriesRun;
import dev.trine.query.series.SeriesSource;
import dev.trine.query.series.SeriesVisitor;
import java.util.ArrayList;
import java.util.List;

/// Series of numbers held in memory.
final class MemorySeries implements SeriesSource {
    private final List<Held> all = new ArrayList<>();

    private record Held(Labels labels, Samples samples) implements SeriesRun {
        @Override
        public void read(SeriesVisitor visitor) {
            visitor.series(labels, samples);
        }
    }

    MemorySeries add(Labels labels, long[] timesMs, double[] values) {
        all.add(new Held(labels, new Samples(timesMs, values, null, null, 0, timesMs.length)));
        return this;
    }

    List<Labels> labels() {
        return all.stream().map(Held::labels).toList();
    }

    Samples samples(int index) {
        return all.get(index).samples();
    }

    @Override
    public List<SeriesRun> select(Selection selection, Query query) {
        List<SeriesRun> selected = new ArrayList<>();
        for (Held held : all) {
            if (selection.matchers().stream()
                    .allMatch(matcher -> matcher.matches(held.labels().get(matcher.name())))) {
                selected.add(held);
            }
        }
        return selected;
    }
}
