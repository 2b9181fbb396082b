package dev.trine.query.promql.ast;

import dev.trine.query.syntax.Span;
import org.jspecify.annotations.Nullable;

/// An expression evaluated over a range of time.
///
/// @param step between evaluations, null for the server's default
public record Subquery(
        Expr expr, Duration range, @Nullable Duration step, TimeShift shift, Span span)
        implements Expr {
    @Override
    public ValueType type() {
        return ValueType.MATRIX;
    }

    @Override
    public String toString() {
        return Printer.print(this);
    }
}
