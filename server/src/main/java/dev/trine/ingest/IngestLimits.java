package dev.trine.ingest;

import java.time.Duration;
import java.util.Optional;

/// How much of a kind is taken in. What is in use is what was sent within the last hour.
///
/// @param metricNames distinct metric names in use; points of further names are refused. A name is a
///     column of the catalogue and a choice in every menu: more than some thousands come from ids
///     written into names by mistake
/// @param series distinct series in use; points of further series are refused. Each takes some hundred
///     bytes in the head, in the index of queries and here
/// @param seriesPerMetric the same of one metric: a faulty label of one must not use up the room of all
/// @param age how long data is kept: what is older on arrival would be dropped at once, so its sender
///     is told; empty = any age is taken
public record IngestLimits(
        int metricNames, int series, int seriesPerMetric, Optional<Duration> age) {
    /// 10,000 metric names, 100,000 series of each, a million in all, any age.
    public static final IngestLimits DEFAULT =
            new IngestLimits(10_000, 1_000_000, 100_000, Optional.empty());

    public IngestLimits {
        if (age.isPresent() && (age.get().isNegative() || age.get().isZero())) {
            throw new IllegalArgumentException("age: " + age.get() + " (expected: > 0)");
        }
        requirePositive(metricNames, "metricNames");
        requirePositive(series, "series");
        requirePositive(seriesPerMetric, "seriesPerMetric");
    }

    private static void requirePositive(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: >= 1)");
        }
    }

    /// The same with data kept for `kept`.
    public IngestLimits withAge(Optional<Duration> kept) {
        return new IngestLimits(metricNames, series, seriesPerMetric, kept);
    }

    /// The same with another number of metric names.
    public IngestLimits withMetricNames(int names) {
        return new IngestLimits(names, series, seriesPerMetric, age);
    }

    /// The same with other numbers of series.
    public IngestLimits withSeries(int all, int ofMetric) {
        return new IngestLimits(metricNames, all, ofMetric, age);
    }
}
