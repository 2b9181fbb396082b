package dev.trine.query.syntax;

/// A piece of a query's text.
///
/// @param start index of its first UTF-16 code unit
/// @param end index after its last one
public record Span(int start, int end) {
    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("span: " + start + ".." + end);
        }
    }

    /// From the start of this to the end of another, later one.
    public Span to(Span later) {
        return new Span(start, Math.max(start, later.end));
    }
}
