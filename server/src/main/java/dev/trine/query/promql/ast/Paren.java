package dev.trine.query.promql.ast;

import dev.trine.query.syntax.Span;

/// An expression in parentheses.
public record Paren(Expr expr, Span span) implements Expr {
    @Override
    public ValueType type() {
        return expr.type();
    }

    /// What is inside of all parentheses around an expression.
    public static Expr unwrap(Expr expr) {
        Expr inner = expr;
        while (inner instanceof Paren paren) {
            inner = paren.expr();
        }
        return inner;
    }

    @Override
    public String toString() {
        return Printer.print(this);
    }
}
