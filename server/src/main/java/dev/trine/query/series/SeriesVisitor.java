package dev.trine.query.series;

import dev.trine.model.Labels;

/// Takes the series of a run.
public interface SeriesVisitor {
    /// @param labels of the series
    /// @param samples those with `minMs <= time <= maxMs` of the selection, stale markers included;
    ///     samples outside of that may come with them. The arrays belong to the source, which may use
    ///     them again for the next series: what is to be kept is to be copied
    void series(Labels labels, Samples samples);
}
