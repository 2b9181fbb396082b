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
import java.util.IdentityHashMap;
import java.util.Set;

/// Which expressions have the same value at every step, because all they select is fixed by `@`:
/// these are evaluated once.
public final class StepInvariance {
    private static final Set<String> VARYING =
            Set.of(
                    "days_in_month",
                    "day_of_month",
                    "day_of_week",
                    "day_of_year",
                    "hour",
                    "minute",
                    "month",
                    "year",
                    "predict_linear",
                    "time",
                    "timestamp");

    private final IdentityHashMap<Expr, Boolean> known = new IdentityHashMap<>();

    /// Whether the value is the same at every step. The parameter of an aggregation does not count,
    /// as in Prometheus: with a vector that is fixed, that of the first step holds for all.
    public boolean holdsFor(Expr expr) {
        Boolean invariant = known.get(expr);
        if (invariant == null) {
            invariant = compute(expr);
            known.put(expr, invariant);
        }
        return invariant;
    }

    private boolean compute(Expr expr) {
        return switch (expr) {
            case NumberLiteral _, StringLiteral _ -> true;
            case VectorSelector selector -> selector.shift().hasAt();
            case RangeSelector range -> range.selector().shift().hasAt();
            case Subquery subquery -> subquery.shift().hasAt();
            case Paren paren -> holdsFor(paren.expr());
            case Unary unary -> holdsFor(unary.expr());
            case Binary binary -> holdsFor(binary.left()) && holdsFor(binary.right());
            case Aggregation aggregation -> holdsFor(aggregation.expr());
            case Call call ->
                    !VARYING.contains(call.name())
                            && call.arguments().stream().allMatch(this::holdsFor);
        };
    }
}
