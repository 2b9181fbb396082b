package dev.trine.query.promql.function;

import dev.trine.query.syntax.SourceText;
import dev.trine.query.syntax.Span;

/// Something the user should know about an answer.
///
/// @param warning whether the answer may be wrong; it may be well meant otherwise
/// @param text what it is about, led by `PromQL warning: ` or `PromQL info: `
/// @param span which part of the query it is about
public record Annotation(boolean warning, String text, Span span) {
    public static Annotation warning(String text, Span span) {
        return new Annotation(true, "PromQL warning: " + text, span);
    }

    public static Annotation info(String text, Span span) {
        return new Annotation(false, "PromQL info: " + text, span);
    }

    /// The text with the place, as it is shown.
    public String toString(SourceText source) {
        return text + " (" + source.place(span.start()) + ")";
    }
}
