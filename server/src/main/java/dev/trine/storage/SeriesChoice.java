package dev.trine.storage;

import dev.trine.model.MetricBatch;
import java.util.BitSet;

/// Says which series of a part or head are meant.
@FunctionalInterface
public interface SeriesChoice {
    /// Chooses from one part or head.
    ///
    /// @param source the part or head
    /// @param tables its series, without rows
    /// @return numbers of rows of the series table
    BitSet choose(Object source, MetricBatch tables);
}
