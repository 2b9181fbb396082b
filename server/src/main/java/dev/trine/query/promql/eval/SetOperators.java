package dev.trine.query.promql.eval;

import dev.trine.model.Labels;
import dev.trine.query.promql.ast.Binary;
import dev.trine.query.promql.ast.VectorMatching;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepSeries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Evaluates `and`, `or` and `unless`: elements stay or go by whether the other side has any that
/// matches.
final class SetOperators {
    private final int steps;
    private final MatchKeys keys;

    SetOperators(VectorMatching matching, int steps) {
        this.keys = new MatchKeys(matching);
        this.steps = steps;
    }

    List<StepSeries> evaluate(Binary binary, List<StepSeries> left, List<StepSeries> right) {
        return switch (binary.operator()) {
            case AND -> filter(left, right, true);
            case UNLESS -> filter(left, right, false);
            case OR -> {
                List<StepSeries> all = new ArrayList<>(left);
                all.addAll(filter(right, left, false));
                yield all;
            }
            default -> throw new IllegalArgumentException("no set operator: " + binary);
        };
    }

    /// The elements of one side that have, or have not, a match on the other one.
    private List<StepSeries> filter(
            List<StepSeries> series, List<StepSeries> others, boolean matched) {
        Map<Labels, long[]> present = new HashMap<>();
        for (StepSeries other : others) {
            Bits.or(
                    present.computeIfAbsent(keys.key(other.labels()), _ -> Bits.none(steps)),
                    other.column().presence());
        }
        long[] none = Bits.none(steps);
        List<StepSeries> kept = new ArrayList<>();
        for (StepSeries one : series) {
            long[] other = present.getOrDefault(keys.key(one.labels()), none);
            long[] own = one.column().presence();
            keep(one, matched ? Bits.and(own, other) : Bits.andNot(own, other), kept);
        }
        return kept;
    }

    private static void keep(StepSeries series, long[] steps, List<StepSeries> kept) {
        if (Bits.isEmpty(steps)) {
            return;
        }
        StepColumn column = series.column().masked(steps);
        kept.add(new StepSeries(series.labels(), column, series.dropName()));
    }
}
