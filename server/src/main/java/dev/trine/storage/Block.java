package dev.trine.storage;

import dev.trine.model.Batch;
import java.util.Optional;

/// A block of rows that a scan has come to, decoded only as far as it is asked to be. May be
/// read by several threads at once, until the scan ends.
public sealed interface Block<B extends Batch> permits Scan.InHead, Scan.InPart {
    /// How many rows it has.
    int rows();

    /// Whether its rows are in the order of their series and times, as the blocks of its source are;
    /// else they are as they arrived.
    boolean sorted();

    /// The time of its oldest row.
    long minNanos();

    /// The time of its newest row.
    long maxNanos();

    /// The part or head it is in. Blocks of one number resources, scopes and series alike; the
    /// numbers of a head stay when it grows.
    Object source();

    /// The number of the first series that may be in it; metrics only.
    int firstSeries();

    /// The number of the last series that may be in it; metrics only.
    int lastSeries();

    /// Whether nothing is left of a series in its source; metrics only.
    boolean isDeleted(int series);

    /// Its rows; at most 8,192. May be asked for again with other columns.
    ///
    /// @param columns a set of the schema's columns; others may be empty, so the empty set asks for
    ///     the tables alone
    /// @return immutable, may be kept; empty when the block is damaged
    Optional<B> read(long columns);
}
