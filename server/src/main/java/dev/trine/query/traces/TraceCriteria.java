package dev.trine.query.traces;

import dev.trine.query.filter.SpanCriteria;

/// What is asked of a trace: one of its spans meets all of `span`, and it lasts from its first start
/// to its last end as long as is asked for.
///
/// @param span without bounds on durations
public record TraceCriteria(SpanCriteria span, long minDurationNanos, long maxDurationNanos) {
    public TraceCriteria {
        if (!span.anyDuration()) {
            throw new IllegalArgumentException(
                    "span: with bounds on durations (expected: without)");
        }
    }

    /// Whether no bound on durations is given.
    public boolean anyDuration() {
        return minDurationNanos == Long.MIN_VALUE && maxDurationNanos == Long.MAX_VALUE;
    }

    boolean hasDuration(long durationNanos) {
        return durationNanos >= minDurationNanos && durationNanos <= maxDurationNanos;
    }
}
