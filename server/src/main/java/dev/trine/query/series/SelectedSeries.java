package dev.trine.query.series;

import dev.trine.model.Labels;

/// A series that matched, whose samples are read on demand.
public interface SelectedSeries {
    Labels labels();

    /// Its samples with `minMs <= time <= maxMs` of the selection, stale markers included; samples
    /// outside of that may come with them. Different series may be read by different threads at
    /// once. A source that has the samples decoded in one piece hands out that piece; one that has
    /// several joins them.
    Samples read();
}
