package dev.trine.query.promql.ast;

import dev.trine.query.syntax.Span;

/// An expression. What it prints by its `toString` is PromQL on one line that parses to the same.
public sealed interface Expr
        permits Aggregation,
                Binary,
                Call,
                NumberLiteral,
                Paren,
                RangeSelector,
                StringLiteral,
                Subquery,
                Unary,
                VectorSelector {
    /// Where it stands in the query.
    Span span();

    /// What it evaluates to.
    ValueType type();
}
