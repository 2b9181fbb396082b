package dev.trine.query.promql.function;

/// How the engine evaluates, as far as answers depend on it. Flags bear the names of Prometheus.
///
/// @param lookbackMs how far back a selector looks for the latest value
/// @param subqueryStepMs of subqueries that name none
/// @param delayedNameRemoval metric names are removed at the end of the query only
///     (`promql-delayed-name-removal`)
/// @param useStartTimestamps `rate` and its like see resets by start timestamps
///     (`use-start-timestamps`)
/// @param typeAndUnitLabels metrics have `__type__` and `__unit__` (`type-and-unit-labels`)
/// @param maxSamples how many samples a query may hold
public record EvaluationOptions(
        long lookbackMs,
        long subqueryStepMs,
        boolean delayedNameRemoval,
        boolean useStartTimestamps,
        boolean typeAndUnitLabels,
        int maxSamples) {
    /// As a stock Prometheus has them.
    public static EvaluationOptions standard() {
        return new EvaluationOptions(300_000, 60_000, false, false, false, 50_000_000);
    }
}
