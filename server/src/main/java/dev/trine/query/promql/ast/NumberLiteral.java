package dev.trine.query.promql.ast;

import dev.trine.query.syntax.Span;

/// A number, or a duration standing for its seconds.
///
/// @param duration whether it was written as a duration
public record NumberLiteral(double value, boolean duration, Span span) implements Expr {
    @Override
    public ValueType type() {
        return ValueType.SCALAR;
    }

    @Override
    public String toString() {
        return Printer.print(this);
    }
}
