package dev.trine.query.promql.ast;

import dev.trine.query.series.LabelMatcher;
import dev.trine.query.syntax.Span;
import java.util.List;

/// The series that match, each with its latest value.
///
/// @param name the metric's name where it stands before the braces, else empty
public record VectorSelector(
        String name, List<LabelMatcher> matchers, TimeShift shift, Extension extension, Span span)
        implements Expr {
    public VectorSelector {
        matchers = List.copyOf(matchers);
    }

    @Override
    public ValueType type() {
        return ValueType.VECTOR;
    }

    /// The same selector with other modifiers.
    public VectorSelector with(TimeShift newShift, Span newSpan) {
        return new VectorSelector(name, matchers, newShift, extension, newSpan);
    }

    /// The same selector, looking beyond its range in another way.
    public VectorSelector with(Extension newExtension) {
        return new VectorSelector(name, matchers, shift, newExtension, span);
    }

    @Override
    public String toString() {
        return Printer.print(this);
    }
}
