package dev.trine.query.promql.parse;

import dev.trine.model.Labels;
import dev.trine.query.promql.ast.AggregateOperator;
import dev.trine.query.promql.ast.Aggregation;
import dev.trine.query.promql.ast.Binary;
import dev.trine.query.promql.ast.Call;
import dev.trine.query.promql.ast.Expr;
import dev.trine.query.promql.ast.NumberLiteral;
import dev.trine.query.promql.ast.Paren;
import dev.trine.query.promql.ast.RangeSelector;
import dev.trine.query.promql.ast.Signature;
import dev.trine.query.promql.ast.StringLiteral;
import dev.trine.query.promql.ast.Subquery;
import dev.trine.query.promql.ast.Unary;
import dev.trine.query.promql.ast.ValueType;
import dev.trine.query.promql.ast.VectorMatching;
import dev.trine.query.promql.ast.VectorSelector;
import dev.trine.query.series.LabelMatcher;
import dev.trine.query.syntax.SourceText;
import dev.trine.query.syntax.Span;
import dev.trine.query.syntax.SyntaxException;
import java.util.List;

/// Checks that expressions are put together from what they may be.
final class TypeChecker {
    private final SourceText source;

    TypeChecker(SourceText source) {
        this.source = source;
    }

    /// @return the expression's type
    /// @throws SyntaxException when it is not well typed
    ValueType check(Expr expr) {
        switch (expr) {
            case Aggregation aggregation -> aggregation(aggregation);
            case Binary binary -> binary(binary);
            case Call call -> call(call);
            case Paren paren -> check(paren.expr());
            case Unary unary -> {
                ValueType type = check(unary.expr());
                if (type != ValueType.SCALAR && type != ValueType.VECTOR) {
                    throw failure(
                            "unary expression only allowed on expressions of type scalar or"
                                    + " instant vector, got "
                                    + Characters.quote(type.documented()),
                            unary);
                }
            }
            case Subquery subquery -> {
                ValueType type = check(subquery.expr());
                if (type != ValueType.VECTOR) {
                    throw failure(
                            "subquery is only allowed on instant vector, got "
                                    + type.wireName()
                                    + " instead",
                            subquery);
                }
            }
            case RangeSelector range -> check(range.selector());
            case VectorSelector selector -> selector(selector, false);
            case NumberLiteral _, StringLiteral _ -> {}
        }
        return expr.type();
    }

    private void aggregation(Aggregation aggregation) {
        expect(aggregation.expr(), ValueType.VECTOR, "aggregation expression");
        Expr parameter = aggregation.parameter();
        if (parameter != null) {
            boolean text = aggregation.operator() == AggregateOperator.COUNT_VALUES;
            expect(parameter, text ? ValueType.STRING : ValueType.SCALAR, "aggregation parameter");
        }
    }

    private void expect(Expr expr, ValueType wanted, String context) {
        ValueType type = check(expr);
        if (type != wanted) {
            throw failure(
                    "expected type "
                            + wanted.documented()
                            + " in "
                            + context
                            + ", got "
                            + type.documented(),
                    expr);
        }
    }

    private void binary(Binary binary) {
        ValueType left = check(binary.left());
        ValueType right = check(binary.right());
        boolean comparison = binary.operator().isComparison();
        if (binary.returnBool() && !comparison) {
            throw failure(
                    "bool modifier can only be used on comparison operators",
                    binary.operatorSpan());
        }
        boolean scalars = left == ValueType.SCALAR && right == ValueType.SCALAR;
        if (comparison && !binary.returnBool() && scalars) {
            throw failure(
                    "comparisons between scalars must use BOOL modifier", binary.operatorSpan());
        }
        VectorMatching matching = binary.matching();
        if (matching != null) {
            included(matching, binary.operatorSpan());
        }
        operand(binary.left(), left);
        operand(binary.right(), right);
        if (matching != null) {
            matching(binary, matching, left == ValueType.VECTOR && right == ValueType.VECTOR);
        }
        boolean anyScalar = left == ValueType.SCALAR || right == ValueType.SCALAR;
        if (binary.operator().isSet() && anyScalar) {
            throw failure(
                    "set operator "
                            + Characters.quote(binary.operator().symbol())
                            + " not allowed in binary scalar expression",
                    binary);
        }
    }

    private void included(VectorMatching matching, Span span) {
        for (String label : matching.labels()) {
            if (matching.on() && matching.include().contains(label)) {
                throw failure(
                        "label "
                                + Characters.quote(label)
                                + " must not occur in ON and GROUP clause at once",
                        span);
            }
        }
    }

    private void operand(Expr operand, ValueType type) {
        if (type != ValueType.SCALAR && type != ValueType.VECTOR) {
            throw failure(
                    "binary expression must contain only scalar and instant vector types", operand);
        }
    }

    private void matching(Binary binary, VectorMatching matching, boolean vectors) {
        if (!vectors) {
            if (!matching.labels().isEmpty()) {
                throw failure("vector matching only allowed between instant vectors", binary);
            }
            throw failure("filling in missing series only allowed between instant vectors", binary);
        }
        if (!binary.operator().isSet()) {
            return;
        }
        if (matching.cardinality() != VectorMatching.Cardinality.MANY_TO_MANY) {
            throw failure(
                    "no grouping allowed for "
                            + Characters.quote(binary.operator().symbol())
                            + " operation",
                    binary);
        }
        if (matching.fills()) {
            throw failure("filling in missing series not allowed for set operators", binary);
        }
    }

    private void call(Call call) {
        Signature function = call.function();
        arity(call, function.arguments().size(), call.arguments().size());
        if (call.name().equals("info") && call.arguments().size() > 1) {
            infoLabels(call.arguments().get(1));
        }
        for (int i = 0; i < call.arguments().size(); i++) {
            Expr argument = call.arguments().get(i);
            boolean bare = call.name().equals("info") && i == 1;
            ValueType type = argument.type();
            if (bare && argument instanceof VectorSelector selector) {
                selector(selector, true);
            } else {
                type = check(argument);
            }
            ValueType wanted =
                    function.arguments().get(Math.min(i, function.arguments().size() - 1));
            if (type != wanted) {
                throw failure(
                        "expected type "
                                + wanted.documented()
                                + " in call to function "
                                + Characters.quote(call.name())
                                + ", got "
                                + type.documented(),
                        argument);
            }
        }
    }

    private void arity(Call call, int wanted, int got) {
        int variadic = call.function().variadic();
        String of = " argument(s) in call to " + Characters.quote(call.name()) + ", got " + got;
        if (variadic == 0) {
            if (got != wanted) {
                throw failure("expected " + wanted + of, call);
            }
            return;
        }
        int least = wanted - 1;
        if (got < least) {
            throw failure("expected at least " + least + of, call);
        }
        int most = least + variadic;
        if (variadic > 0 && got > most) {
            throw failure("expected at most " + most + of, call);
        }
    }

    /// The second argument of `info` only names labels.
    private void infoLabels(Expr argument) {
        if (argument.type() != ValueType.VECTOR) {
            return;
        }
        if (!(argument instanceof VectorSelector selector)) {
            throw failure("expected label selectors only", argument);
        }
        if (!selector.name().isEmpty()) {
            throw failure("expected label selectors only, got vector selector instead", argument);
        }
    }

    private void selector(VectorSelector selector, boolean mayMatchAll) {
        List<LabelMatcher> matchers = selector.matchers();
        if (!selector.name().isEmpty()) {
            for (LabelMatcher matcher : matchers.subList(0, matchers.size() - 1)) {
                if (matcher.name().equals(Labels.NAME)) {
                    throw failure(
                            "metric name must not be set twice: "
                                    + Characters.quote(selector.name())
                                    + " or "
                                    + Characters.quote(matcher.value()),
                            selector);
                }
            }
        } else if (!mayMatchAll && matchers.stream().allMatch(matcher -> matcher.matches(""))) {
            throw failure("vector selector must contain at least one non-empty matcher", selector);
        }
    }

    private SyntaxException failure(String problem, Expr expr) {
        return failure(problem, expr.span());
    }

    private SyntaxException failure(String problem, Span span) {
        return new SyntaxException(problem, span, source);
    }
}
