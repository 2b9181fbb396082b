package dev.trine.query.promql.eval;

import dev.trine.model.Labels;
import dev.trine.query.promql.ast.Aggregation;
import dev.trine.query.series.StepSeries;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Sorts series into the groups of an aggregation.
final class Groups {
    private final String[] names;
    private final boolean without;

    Groups(Aggregation aggregation) {
        without = aggregation.without();
        List<String> all = new ArrayList<>(aggregation.grouping());
        if (without) {
            all.add(Labels.NAME);
        }
        names = all.toArray(String[]::new);
    }

    /// The labels of the group that a series belongs to.
    Labels labels(Labels series) {
        if (without) {
            return series.without(names);
        }
        return names.length == 0 ? Labels.EMPTY : series.only(names);
    }

    /// The groups in the order in which they are first met.
    Collection<Group> of(List<StepSeries> series) {
        Map<Labels, Group> groups = new LinkedHashMap<>();
        for (StepSeries one : series) {
            groups.computeIfAbsent(
                            labels(one.labels()), labels -> new Group(labels, new ArrayList<>()))
                    .series()
                    .add(one);
        }
        return groups.values();
    }

    /// @param labels of the group
    /// @param series in it
    record Group(Labels labels, List<StepSeries> series) {
        /// Whether a name is yet to be removed from any of them.
        boolean dropsName() {
            return series.stream().anyMatch(StepSeries::dropName);
        }
    }
}
