package dev.trine.ingest;

/// How many series are in use, at one moment.
///
/// @param series of all metrics, sent within the last hour
/// @param metrics names of metrics in use
/// @param largestMetric the metric with the most series; "" when there is none
/// @param largestMetricSeries how many it has
/// @param seriesLimit how many there may be
/// @param perMetricLimit how many one metric may have
public record Cardinality(
        int series,
        int metrics,
        String largestMetric,
        int largestMetricSeries,
        int seriesLimit,
        int perMetricLimit) {}
