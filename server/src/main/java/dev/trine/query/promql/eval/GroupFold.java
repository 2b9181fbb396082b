package dev.trine.query.promql.eval;

import dev.trine.query.series.StepColumn;

/// The aggregate of a group's series, which are added one after another and let go. Used by one
/// thread at a time.
sealed interface GroupFold permits SumColumn, FoldColumn {
    /// Bytes it takes for each step.
    int STEP_BYTES = 24;

    /// Adds a series without histograms.
    void add(StepColumn numbers);

    /// Whether the aggregate is exact so far: once it isn't it has to be computed in another way.
    boolean isExact();

    /// Adds the series that another fold of the same kind has seen, as if they came after its own.
    void merge(GroupFold other);

    /// The aggregate. The fold is not used any more.
    StepColumn result();
}
