package dev.trine.query.promql.ast;

import org.jspecify.annotations.Nullable;

/// The modifiers that move the time at which a selector or subquery is evaluated.
///
/// @param at the `@` modifier
/// @param offset the `offset` modifier, null when there is none
public record TimeShift(At at, @Nullable Duration offset) {
    /// No modifier.
    public static final TimeShift NONE = new TimeShift(new At.Unset(), null);

    public boolean hasAt() {
        return !(at instanceof At.Unset);
    }

    public TimeShift withAt(At newAt) {
        return new TimeShift(newAt, offset);
    }

    public TimeShift withOffset(Duration newOffset) {
        return new TimeShift(at, newOffset);
    }

    /// What `@` fixes the evaluation time to.
    public sealed interface At {
        /// There is no `@`.
        record Unset() implements At {}

        /// A fixed time, in ms since 1970.
        record Time(long timeMs) implements At {}

        /// The start of the query.
        record Start() implements At {}

        /// The end of the query.
        record End() implements At {}
    }
}
