package dev.trine.query.promql.ast;

import dev.trine.query.syntax.Span;
import java.util.List;

/// A function applied to arguments.
public record Call(Signature function, List<Expr> arguments, Span span) implements Expr {
    public Call {
        arguments = List.copyOf(arguments);
    }

    /// The function's name.
    public String name() {
        return function.name();
    }

    @Override
    public ValueType type() {
        return function.result();
    }

    @Override
    public String toString() {
        return Printer.print(this);
    }
}
