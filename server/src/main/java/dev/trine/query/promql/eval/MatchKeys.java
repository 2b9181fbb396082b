package dev.trine.query.promql.eval;

import dev.trine.model.Labels;
import dev.trine.query.promql.ast.VectorMatching;
import dev.trine.query.series.StepSeries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Sorts the series of both operands into groups of those that match each other.
final class MatchKeys {
    private final String[] names;
    private final boolean on;

    MatchKeys(VectorMatching matching) {
        on = matching.on();
        List<String> all = new ArrayList<>(matching.labels());
        if (!on) {
            all.add(Labels.NAME);
        }
        names = all.toArray(String[]::new);
    }

    /// The labels by which a series matches.
    Labels key(Labels labels) {
        return on ? labels.only(names) : labels.without(names);
    }

    /// The groups, in the order in which they are first met: left operand first.
    List<Group> groups(List<StepSeries> left, List<StepSeries> right) {
        Map<Labels, Group> byKey = new HashMap<>();
        List<Group> groups = new ArrayList<>();
        for (StepSeries series : left) {
            group(series, byKey, groups).left().add(series);
        }
        for (StepSeries series : right) {
            group(series, byKey, groups).right().add(series);
        }
        return groups;
    }

    private Group group(StepSeries series, Map<Labels, Group> byKey, List<Group> groups) {
        Labels key = key(series.labels());
        Group group = byKey.get(key);
        if (group == null) {
            group = new Group(key, new ArrayList<>(), new ArrayList<>());
            byKey.put(key, group);
            groups.add(group);
        }
        return group;
    }

    /// Series that match each other.
    record Group(Labels key, List<StepSeries> left, List<StepSeries> right) {}

    /// At which steps any of the series has a value.
    static long[] present(List<StepSeries> series, int steps) {
        long[] present = Bits.none(steps);
        for (StepSeries one : series) {
            Bits.or(present, one.column().presence());
        }
        return present;
    }
}
