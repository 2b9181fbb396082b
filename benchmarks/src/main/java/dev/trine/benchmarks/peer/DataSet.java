package dev.trine.benchmarks.peer;

import java.util.List;

/// Series that are all sampled at the same times.
///
/// @param steps samples of each series
/// @param stepMs between two of them
/// @param jitter whether times tremble, see [SentSeries#jittered(long)]
record DataSet(String name, List<SentSeries> series, int steps, long stepMs, boolean jitter) {
    long samples() {
        return (long) series.size() * steps;
    }

    /// The same series with another number of samples. Their values go on wherever they are.
    DataSet withSteps(int other) {
        return new DataSet(name, series, other, stepMs, jitter);
    }

    /// The series that one of several connections sends.
    DataSet share(int connection, int connections) {
        int from = (int) ((long) series.size() * connection / connections);
        int to = (int) ((long) series.size() * (connection + 1) / connections);
        return new DataSet(name, series.subList(from, to), steps, stepMs, jitter);
    }
}
