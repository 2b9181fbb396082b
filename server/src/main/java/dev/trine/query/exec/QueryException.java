package dev.trine.query.exec;

/// A query that was given up. The message says what happened, why, and what to do about it; it is
/// shown to the client. Carries no stack trace.
public abstract sealed class QueryException extends RuntimeException
        permits QueryException.TooSlow, QueryException.TooLarge, QueryException.TooMany {
    private static final long serialVersionUID = 1;

    QueryException(String message) {
        super(message, null, false, false);
    }

    @Override
    public final String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /// The deadline has passed.
    public static final class TooSlow extends QueryException {
        private static final long serialVersionUID = 1;

        TooSlow(long timeoutMs) {
            super(
                    "the query was stopped after "
                            + (timeoutMs % 1_000 == 0
                                    ? timeoutMs / 1_000 + " s"
                                    : timeoutMs + " ms")
                            + ": it has to read too much; narrow the time range or add a filter");
        }
    }

    /// The query would hold more memory than one query may.
    public static final class TooLarge extends QueryException {
        private static final long serialVersionUID = 1;

        TooLarge(long budgetBytes) {
            super(
                    "the query needs more than the "
                            + budgetBytes / 1_048_576
                            + " MiB one query may hold; narrow the time range, add a filter or"
                            + " lower the limit");
        }

        /// @param message what was too large, why, what to do
        public TooLarge(String message) {
            super(message);
        }
    }

    /// Too many queries wait already.
    public static final class TooMany extends QueryException {
        private static final long serialVersionUID = 1;

        TooMany(int waiting) {
            super(waiting + " queries are waiting already; try again in a moment");
        }
    }
}
