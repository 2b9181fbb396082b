package dev.trine.query.series;

/// Some of the series that a selection matched, whose samples lie together and are therefore read
/// together: those of a few blocks of storage, say. Runs are what a query is spread over threads by,
/// and at any time it holds the samples of one run a thread.
///
/// A run should hold some ten thousand samples: as many as make reading cheap, and few enough for
/// many runs to be in the hands of many threads.
public interface SeriesRun {
    /// Hands over each series that has samples in the selection's range, one after another, on the
    /// calling thread. Different runs may be read by different threads at once; a run is read once.
    ///
    /// @param visitor what it throws ends the reading and is thrown on
    void read(SeriesVisitor visitor);
}
