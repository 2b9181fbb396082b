package dev.trine.storage;

import dev.trine.model.Batch;
import dev.trine.model.NestedSets;
import dev.trine.model.TraceId;
import java.util.Collection;
import java.util.Optional;
import java.util.function.IntPredicate;

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

    /// The same, but attributes need hold no other entries than those with some keys: much less to
    /// read where attributes lie in columns of their own.
    Optional<B> read(long columns, Collection<String> attributeKeys);

    /// Whether some row may have a wanted value in a column of integers, as far as that is known
    /// without reading it.
    boolean mayHave(int column, IntPredicate wanted);

    /// Whether some span may last from one time to another, likewise.
    boolean mayLast(long minNanos, long maxNanos);

    /// Whether some row may have a text in what searches for text look at, whatever the case of its
    /// letters and whatever stands around it.
    boolean mayContain(String text);

    /// Whether some row may have exactly this text as a name, or as an attribute's value as it is shown.
    boolean mayContainValue(String text);

    /// Whether some log record may have a trace id.
    boolean mayContainTrace(TraceId id);

    /// Where its spans are in the trees of their traces, by row; empty where that was not worked out.
    Optional<NestedSets> nestedSets();
}
