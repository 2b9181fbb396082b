package dev.trine.model;

/// The series that the points of a [MetricBatch] belong to, one row a series. A series is a
/// resource, a scope, a metric and a set of attributes; a receiver need not find equal ones and may
/// add a row for every point, storage keeps each only once.
///
/// @param resource row of the batch's [Batch#resources()]
/// @param scope row of the batch's [Batch#scopes()]
/// @param metric row of `metrics`
/// @param attributes attributes of the points: an encoded OTLP `KeyValueList`
/// @param metrics the metrics: encoded OTLP `Metric` messages without data points, but with their
///     kind (an empty `gauge`, or a `sum` with temporality and monotonicity, and so on)
public record SeriesTable(
        IntColumn resource,
        IntColumn scope,
        IntColumn metric,
        BytesColumn attributes,
        BytesColumn metrics) {

    /// An empty table with room for `capacity` series before its columns grow.
    public SeriesTable(int capacity) {
        this(
                new IntColumn(capacity),
                new IntColumn(capacity),
                new IntColumn(capacity),
                new BytesColumn(capacity, 64),
                new BytesColumn(16, 512));
    }

    /// How many series there are.
    public int size() {
        return metric.size();
    }

    /// Bytes of heap held, unused capacity included.
    public long heapBytes() {
        return resource.heapBytes()
                + scope.heapBytes()
                + metric.heapBytes()
                + attributes.heapBytes()
                + metrics.heapBytes();
    }
}
