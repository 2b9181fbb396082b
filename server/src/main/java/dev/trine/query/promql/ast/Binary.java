package dev.trine.query.promql.ast;

import dev.trine.query.syntax.Span;
import org.jspecify.annotations.Nullable;

/// Two operands and what is done with them.
///
/// @param returnBool whether a comparison answers 0 or 1 instead of filtering
/// @param matching how vectors are matched; null unless both operands are vectors
/// @param operatorSpan where the operator stands
public record Binary(
        BinaryOperator operator,
        Expr left,
        Expr right,
        boolean returnBool,
        @Nullable VectorMatching matching,
        Span operatorSpan)
        implements Expr {
    @Override
    public Span span() {
        return left.span().to(right.span());
    }

    @Override
    public ValueType type() {
        return left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR
                ? ValueType.SCALAR
                : ValueType.VECTOR;
    }

    @Override
    public String toString() {
        return Printer.print(this);
    }
}
