package dev.trine.query.promql.function;

/// A query that cannot be evaluated on the data there is. The message is shown to the client.
/// Carries no stack trace.
public final class EvaluationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public EvaluationException(String message) {
        super(message, null, false, false);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
