package dev.trine.query.promql.ast;

import dev.trine.query.syntax.Span;

/// The series that match, each with its samples of a range of time.
///
/// @param selector which series; its modifiers apply to the range
public record RangeSelector(VectorSelector selector, Duration range, Span span) implements Expr {
    @Override
    public ValueType type() {
        return ValueType.MATRIX;
    }

    @Override
    public String toString() {
        return Printer.print(this);
    }
}
