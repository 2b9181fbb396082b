package dev.trine.query.promql.ast;

import java.util.ArrayList;
import java.util.List;

/// Finds all selectors of an expression.
public final class Selectors {
    private Selectors() {}

    /// From left to right.
    public static List<VectorSelector> of(Expr expr) {
        List<VectorSelector> found = new ArrayList<>();
        collect(expr, found);
        return found;
    }

    private static void collect(Expr expr, List<VectorSelector> found) {
        switch (expr) {
            case NumberLiteral _, StringLiteral _ -> {}
            case VectorSelector selector -> found.add(selector);
            case RangeSelector range -> found.add(range.selector());
            case Subquery subquery -> collect(subquery.expr(), found);
            case Paren paren -> collect(paren.expr(), found);
            case Unary unary -> collect(unary.expr(), found);
            case Binary binary -> {
                collect(binary.left(), found);
                collect(binary.right(), found);
            }
            case Aggregation aggregation -> {
                if (aggregation.parameter() != null) {
                    collect(aggregation.parameter(), found);
                }
                collect(aggregation.expr(), found);
            }
            case Call call -> call.arguments().forEach(argument -> collect(argument, found));
        }
    }
}
