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
import org.jspecify.annotations.Nullable;

/// Finds the leftmost selector of an expression.
public final class FirstSelector {
    private FirstSelector() {}

    public static @Nullable VectorSelector of(Expr expr) {
        return switch (expr) {
            case NumberLiteral _, StringLiteral _ -> null;
            case VectorSelector selector -> selector;
            case RangeSelector range -> range.selector();
            case Subquery subquery -> of(subquery.expr());
            case Paren paren -> of(paren.expr());
            case Unary unary -> of(unary.expr());
            case Aggregation aggregation -> of(aggregation.expr());
            case Binary binary -> {
                VectorSelector left = of(binary.left());
                yield left == null ? of(binary.right()) : left;
            }
            case Call call -> {
                for (Expr argument : call.arguments()) {
                    VectorSelector found = of(argument);
                    if (found != null) {
                        yield found;
                    }
                }
                yield null;
            }
        };
    }
}
