package dev.trine.query.promql.ast;

import dev.trine.query.syntax.Span;

/// A string.
///
/// @param value what is between the quotes, unescaped
public record StringLiteral(String value, Span span) implements Expr {
    @Override
    public ValueType type() {
        return ValueType.STRING;
    }

    @Override
    public String toString() {
        return Printer.print(this);
    }
}
