package dev.trine.query.promql.ast;

import dev.trine.query.syntax.Span;

/// A signed expression.
///
/// @param negative whether the sign is a minus
public record Unary(boolean negative, Expr expr, Span span) implements Expr {
    @Override
    public ValueType type() {
        return expr.type();
    }

    @Override
    public String toString() {
        return Printer.print(this);
    }
}
