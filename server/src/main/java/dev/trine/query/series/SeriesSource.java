package dev.trine.query.series;

import dev.trine.query.exec.Query;
import java.util.List;

/// Where metric queries get their data from.
public interface SeriesSource {
    /// The series that match, each once, in any order.
    ///
    /// @param query whose deadline and budget bound the look-up
    List<SelectedSeries> select(Selection selection, Query query);
}
