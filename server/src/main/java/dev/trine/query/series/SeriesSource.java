package dev.trine.query.series;

import dev.trine.query.exec.Query;
import java.util.List;

/// Where metric queries get their data from.
public interface SeriesSource {
    /// The series that match, in runs: each series in one run, runs and series in any order that is
    /// the same each time. Samples are not read yet, as far as that can be avoided.
    ///
    /// @param query whose deadline and budget bound the look-up and the reading
    List<SeriesRun> select(Selection selection, Query query);
}
