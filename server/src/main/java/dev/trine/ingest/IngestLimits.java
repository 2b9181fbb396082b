package dev.trine.ingest;

import java.time.Duration;
import java.util.Optional;

/// How much of a kind is taken in.
///
/// @param metricNames distinct metric names in use; points of further names are refused until one has
///     not been sent for [#NAME_FORGOTTEN_NANOS]. A name is a column of the catalogue and a choice
///     in every menu: more than some thousands come from ids written into names by mistake
/// @param age how long data is kept: what is older on arrival would be dropped at once, so its sender
///     is told; empty = any age is taken
public record IngestLimits(int metricNames, Optional<Duration> age) {
    /// 10,000 metric names, any age.
    public static final IngestLimits DEFAULT = new IngestLimits(10_000, Optional.empty());

    /// One hour: longer than any sender's interval.
    static final long NAME_FORGOTTEN_NANOS = 3_600_000_000_000L;

    public IngestLimits {
        if (age.isPresent() && (age.get().isNegative() || age.get().isZero())) {
            throw new IllegalArgumentException("age: " + age.get() + " (expected: > 0)");
        }
        if (metricNames < 1) {
            throw new IllegalArgumentException("metricNames: " + metricNames + " (expected: >= 1)");
        }
    }

    /// The same with data kept for `kept`.
    public IngestLimits withAge(Optional<Duration> kept) {
        return new IngestLimits(metricNames, kept);
    }
}
