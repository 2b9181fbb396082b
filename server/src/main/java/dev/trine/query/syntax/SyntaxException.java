package dev.trine.query.syntax;

/// A query that is not of its language. The message says what is wrong and is shown to the client.
/// Carries no stack trace.
public final class SyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int start;
    private final int end;
    private final String problem;

    /// @param problem what is wrong
    /// @param span where
    public SyntaxException(String problem, Span span, SourceText source) {
        super(source.place(span.start()) + ": parse error: " + problem, null, false, false);
        this.problem = problem;
        this.start = span.start();
        this.end = span.end();
    }

    /// Where it is.
    public Span span() {
        return new Span(start, end);
    }

    /// What is wrong, without the place.
    public String problem() {
        return problem;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
