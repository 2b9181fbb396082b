package dev.trine.query.promql.eval;

import dev.trine.model.Labels;
import dev.trine.query.promql.function.EvaluationException;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepSeries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes one series of those that came to have the same labels. That is possible where they never
/// have values at the same step.
final class SeriesMerge {
    private SeriesMerge() {}

    /// The series, each set of labels once.
    ///
    /// @throws EvaluationException when two with the same labels have values at the same step
    static List<StepSeries> merge(List<StepSeries> series) {
        if (!hasDuplicates(series)) {
            return series;
        }
        Map<Labels, Integer> places = new HashMap<>();
        List<StepSeries> merged = new ArrayList<>();
        for (StepSeries one : series) {
            Integer place = places.putIfAbsent(one.labels(), merged.size());
            if (place == null) {
                merged.add(one);
            } else {
                merged.set(place, merge(merged.get(place), one));
            }
        }
        return merged;
    }

    /// @throws EvaluationException when two series have the same labels
    static void requireDistinct(List<StepSeries> series) {
        if (hasDuplicates(series)) {
            throw sameLabels();
        }
    }

    private static boolean hasDuplicates(List<StepSeries> series) {
        if (series.size() < 2) {
            return false;
        }
        Map<Labels, Boolean> seen = HashMap.newHashMap(series.size());
        for (StepSeries one : series) {
            if (seen.put(one.labels(), true) != null) {
                return true;
            }
        }
        return false;
    }

    private static StepSeries merge(StepSeries first, StepSeries second) {
        if (Bits.intersects(first.column().presence(), second.column().presence())) {
            throw sameLabels();
        }
        StepColumn column = first.column().copy();
        long[] present = second.column().presence();
        for (int step = Bits.next(present, 0); step >= 0; step = Bits.next(present, step + 1)) {
            column.copy(step, second.column(), step);
        }
        return new StepSeries(first.labels(), column, first.dropName());
    }

    private static EvaluationException sameLabels() {
        return new EvaluationException("vector cannot contain metrics with the same labelset");
    }
}
