package dev.trine.query.promql.eval;

import dev.trine.model.Labels;
import dev.trine.query.series.StepColumn;

/// Takes the series of a [SeriesStream] one after another. Used by one thread at a time.
interface SeriesSink {
    /// An empty column for the next series. Asked for again before the last one was added, it may
    /// hand out the same, which then has to be empty still.
    StepColumn column();

    /// Takes a series.
    ///
    /// @param column the one that was handed out last; belongs to the sink again
    /// @param dropName as in [dev.trine.query.series.StepSeries]
    void add(Labels labels, StepColumn column, boolean dropName);

    /// Called before a series is added that may have come to have the labels of another one. Who
    /// does not see all series at once can't tell.
    void addAmbiguous();
}
