package dev.trine.query.promql.ast;

import dev.trine.query.syntax.Span;

/// A duration where one belongs: a range, an offset, the step of a subquery. A literal, or an
/// expression that is evaluated before the query is.
public sealed interface Duration {
    Span span();

    /// Seconds as ms, truncated. Rounded to nanoseconds before, since seconds with a fraction are
    /// mostly a little more or less than what was written.
    static long millis(double seconds) {
        return (long) (Math.rint(seconds * 1e9) / 1e6);
    }

    /// A number of seconds.
    ///
    /// @param written whether it was written as a duration rather than as a number
    record Literal(double seconds, boolean written, Span span) implements Duration {
        /// In ms, truncated.
        public long millis() {
            return Duration.millis(seconds);
        }
    }

    /// What is asked of the query itself.
    record OfQuery(Kind kind, Span span) implements Duration {
        /// Which of its durations.
        public enum Kind {
            STEP,
            RANGE
        }
    }

    /// The smaller or the larger of two.
    ///
    /// @param max whether the larger
    record Extreme(boolean max, Duration left, Duration right, Span span) implements Duration {}

    /// A signed duration.
    record Signed(boolean negative, Duration inner, Span span) implements Duration {}

    /// Two operands and an arithmetic operator.
    record Arithmetic(BinaryOperator operator, Duration left, Duration right, Span span)
            implements Duration {}

    /// A duration in parentheses.
    record Grouped(Duration inner, Span span) implements Duration {}
}
