package dev.trine.config;

/// How much of a kind may be in use at once.
///
/// @param metricNames distinct names of metrics
/// @param series distinct series of all metrics
/// @param seriesPerMetric distinct series of one metric
public record LimitSettings(int metricNames, int series, int seriesPerMetric) {
    /// What a series may take in memory, in the head, in the index of queries and where it is counted,
    /// twice over: half of the heap is for everything else.
    private static final long HEAP_BYTES_PER_SERIES = 2_048;

    private static final int LEAST_SERIES = 100_000;

    /// What a heap has room for.
    static int seriesOf(long heapBytes) {
        return Math.clamp(heapBytes / HEAP_BYTES_PER_SERIES, LEAST_SERIES, 100_000_000);
    }

    /// A quarter of all: a metric that has gone wrong leaves room for the others.
    static int seriesPerMetricOf(int series) {
        return Math.max(1, series / 4);
    }
}
