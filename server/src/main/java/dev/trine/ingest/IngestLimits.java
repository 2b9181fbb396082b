package dev.trine.ingest;

/// How much of a kind is taken in.
///
/// @param metricNames distinct metric names in use; points of further names are refused until one has
///     not been sent for [#NAME_FORGOTTEN_NANOS]. A name is a column of the catalogue and a choice
///     in every menu: more than some thousands come from ids written into names by mistake
public record IngestLimits(int metricNames) {
    /// 10,000 metric names.
    public static final IngestLimits DEFAULT = new IngestLimits(10_000);

    /// One hour: longer than any sender's interval.
    static final long NAME_FORGOTTEN_NANOS = 3_600_000_000_000L;

    public IngestLimits {
        if (metricNames < 1) {
            throw new IllegalArgumentException("metricNames: " + metricNames + " (expected: >= 1)");
        }
    }
}
