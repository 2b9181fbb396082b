package dev.trine.query.promql.function;

import dev.trine.model.Labels;
import dev.trine.model.LabelsBuilder;
import dev.trine.query.promql.ast.Expr;
import dev.trine.query.promql.ast.RangeSelector;
import dev.trine.query.promql.ast.VectorSelector;
import dev.trine.query.series.LabelMatcher;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The labels of the element that stands for missing ones: those that the selector asks for by
/// equality, each at most once.
public final class AbsentLabels {
    private AbsentLabels() {}

    /// @param expr argument of `absent` or `absent_over_time`
    public static Labels of(Expr expr) {
        return switch (expr) {
            case VectorSelector selector -> of(selector.matchers());
            case RangeSelector range -> of(range.selector().matchers());
            default -> Labels.EMPTY;
        };
    }

    private static Labels of(List<LabelMatcher> matchers) {
        LabelsBuilder builder = new LabelsBuilder();
        Set<String> seen = new HashSet<>();
        for (LabelMatcher matcher : matchers) {
            String name = matcher.name();
            if (name.equals(Labels.NAME)) {
                continue;
            }
            if (matcher.type() == LabelMatcher.Type.EQUAL && seen.add(name)) {
                builder.set(name, matcher.value());
            } else {
                builder.remove(name);
            }
        }
        return builder.build();
    }
}
