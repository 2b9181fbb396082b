package dev.trine.query.promql.conformance;

import dev.trine.query.promql.ast.Aggregation;
import dev.trine.query.promql.ast.Binary;
import dev.trine.query.promql.ast.Call;
import dev.trine.query.promql.ast.Expr;
import dev.trine.query.promql.ast.NumberLiteral;
import dev.trine.query.promql.ast.Paren;
import dev.trine.query.promql.ast.RangeSelector;
import dev.trine.query.promql.ast.StringLiteral;
import dev.trine.query.promql.ast.Subquery;
import dev.trine.query.promql.ast.TimeShift;
import dev.trine.query.promql.ast.Unary;
import dev.trine.query.promql.ast.VectorSelector;
import java.util.List;
import java.util.Set;

/// Fixes the time of every selector and subquery by `@`, where that is not done yet, so that the
/// answer must be the same whenever the query is evaluated.
final class AtModifiers {
    private static final Set<String> TIME_DEPENDENT =
            Set.of(
                    "time",
                    "timestamp",
                    "predict_linear",
                    "days_in_month",
                    "day_of_month",
                    "day_of_week",
                    "day_of_year",
                    "hour",
                    "minute",
                    "month",
                    "year",
                    "start",
                    "end",
                    "range",
                    "step");

    private final TimeShift.At at;

    AtModifiers(long timeMs) {
        at = new TimeShift.At.Time(timeMs);
    }

    /// Whether the answer depends on the time of evaluation even then.
    static boolean isTimeDependent(Expr expr) {
        return switch (expr) {
            case Call call ->
                    TIME_DEPENDENT.contains(call.name())
                            || call.arguments().stream().anyMatch(AtModifiers::isTimeDependent);
            case Aggregation aggregation ->
                    isTimeDependent(aggregation.expr())
                            || (aggregation.parameter() != null
                                    && isTimeDependent(aggregation.parameter()));
            case Binary binary -> isTimeDependent(binary.left()) || isTimeDependent(binary.right());
            case Paren paren -> isTimeDependent(paren.expr());
            case Unary unary -> isTimeDependent(unary.expr());
            case Subquery subquery -> isTimeDependent(subquery.expr());
            case RangeSelector _, VectorSelector _, NumberLiteral _, StringLiteral _ -> false;
        };
    }

    Expr fix(Expr expr) {
        return switch (expr) {
            case Call call -> {
                List<Expr> arguments = call.arguments().stream().map(this::fix).toList();
                yield new Call(call.function(), arguments, call.span());
            }
            case Aggregation aggregation ->
                    new Aggregation(
                            aggregation.operator(),
                            fix(aggregation.expr()),
                            aggregation.parameter() == null ? null : fix(aggregation.parameter()),
                            aggregation.grouping(),
                            aggregation.without(),
                            aggregation.span());
            case Binary binary ->
                    new Binary(
                            binary.operator(),
                            fix(binary.left()),
                            fix(binary.right()),
                            binary.returnBool(),
                            binary.matching(),
                            binary.operatorSpan());
            case Paren paren -> new Paren(fix(paren.expr()), paren.span());
            case Unary unary -> new Unary(unary.negative(), fix(unary.expr()), unary.span());
            case Subquery subquery ->
                    new Subquery(
                            subquery.expr(),
                            subquery.range(),
                            subquery.step(),
                            subquery.shift().hasAt()
                                    ? subquery.shift()
                                    : subquery.shift().withAt(at),
                            subquery.span());
            case RangeSelector range ->
                    new RangeSelector(fixed(range.selector()), range.range(), range.span());
            case VectorSelector selector -> fixed(selector);
            case NumberLiteral number -> number;
            case StringLiteral text -> text;
        };
    }

    private VectorSelector fixed(VectorSelector selector) {
        return selector.shift().hasAt()
                ? selector
                : selector.with(selector.shift().withAt(at), selector.span());
    }
}
