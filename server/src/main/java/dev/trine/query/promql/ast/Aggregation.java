package dev.trine.query.promql.ast;

import dev.trine.query.syntax.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A vector's elements put into groups by labels, and what is made of each group.
///
/// @param parameter of those operators that have one
/// @param grouping the labels that form the groups, or that do not
/// @param without whether the labels are those that do not
public record Aggregation(
        AggregateOperator operator,
        Expr expr,
        @Nullable Expr parameter,
        List<String> grouping,
        boolean without,
        Span span)
        implements Expr {
    public Aggregation {
        grouping = List.copyOf(grouping);
    }

    /// Where the vector stands, without parentheses around it: the place annotations name.
    public Span exprSpan() {
        return Paren.unwrap(expr).span();
    }

    @Override
    public ValueType type() {
        return ValueType.VECTOR;
    }

    @Override
    public String toString() {
        return Printer.print(this);
    }
}
