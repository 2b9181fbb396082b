package dev.trine.query.series;

import dev.trine.model.Labels;

/// One series of a vector over a grid of steps.
///
/// @param labels its labels
/// @param column its values; not changed any more
/// @param dropName whether the metric name is to be removed at the end of the query: set where
///     removal is delayed
public record StepSeries(Labels labels, StepColumn column, boolean dropName) {
    public StepSeries(Labels labels, StepColumn column) {
        this(labels, column, false);
    }
}
