package dev.trine.query.promql.plan;

import dev.trine.query.promql.ast.Aggregation;
import dev.trine.query.promql.ast.Binary;
import dev.trine.query.promql.ast.Call;
import dev.trine.query.promql.ast.Expr;
import dev.trine.query.promql.ast.NumberLiteral;
import dev.trine.query.promql.ast.Paren;
import dev.trine.query.promql.ast.RangeSelector;
import dev.trine.query.promql.ast.StringLiteral;
import dev.trine.query.promql.ast.Subquery;
import dev.trine.query.promql.ast.Unary;
import dev.trine.query.promql.ast.VectorSelector;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;

/// Finds the selectors of whose histograms only count and sum are looked at: those below
/// `histogram_count` and its like, unless a function between them, or a subquery around them, needs
/// the buckets.
public final class HistogramSummaries {
    private final Set<VectorSelector> found = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<String> whole = new HashSet<>();

    private HistogramSummaries() {}

    public static Set<VectorSelector> find(Expr expr) {
        HistogramSummaries search = new HistogramSummaries();
        search.walk(expr, false);
        // A selector that stands in the query twice is read once, with buckets if need be.
        search.found.removeIf(selector -> search.whole.contains(selector.toString()));
        return search.found;
    }

    /// @param summary whether what is above looks at no buckets
    private void walk(Expr expr, boolean summary) {
        switch (expr) {
            case NumberLiteral _, StringLiteral _ -> {}
            case VectorSelector selector -> {
                if (summary) {
                    found.add(selector);
                } else {
                    whole.add(selector.toString());
                }
            }
            case RangeSelector range -> walk(range.selector(), summary);
            case Subquery subquery -> walkBelowSubquery(subquery.expr());
            case Paren paren -> walk(paren.expr(), summary);
            case Unary unary -> walk(unary.expr(), summary);
            case Binary binary -> {
                boolean below =
                        summary && !binary.operator().isComparison() && !binary.operator().isTrim();
                walk(binary.left(), below);
                walk(binary.right(), below);
            }
            case Aggregation aggregation -> {
                walk(aggregation.expr(), summary);
                if (aggregation.parameter() != null) {
                    walk(aggregation.parameter(), summary);
                }
            }
            case Call call -> {
                boolean below =
                        switch (call.name()) {
                            case "histogram_count", "histogram_sum", "histogram_avg" -> true;
                            case "histogram_quantile",
                                    "histogram_quantiles",
                                    "histogram_fraction" ->
                                    false;
                            default -> summary;
                        };
                call.arguments().forEach(argument -> walk(argument, below));
            }
        }
    }

    /// Counter resets between the steps of a subquery are seen in buckets only: none is left out
    /// below.
    private void walkBelowSubquery(Expr expr) {
        Set<VectorSelector> before = Collections.newSetFromMap(new IdentityHashMap<>());
        before.addAll(found);
        walk(expr, false);
        found.retainAll(before);
    }
}
