package dev.trine.query.metrics.series;

/// How OTLP series are shown as Prometheus series.
///
/// @param strategy of names
/// @param scopeLabels whether the scope shows as `otel_scope_name`, `otel_scope_version` and so on
public record Translation(TranslationStrategy strategy, boolean scopeLabels) {
    /// As a stock Prometheus does it.
    public static final Translation DEFAULT =
            new Translation(TranslationStrategy.ESCAPED_WITH_SUFFIXES, false);
}
