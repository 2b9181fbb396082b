package dev.trine.query.promql.function;

import dev.trine.model.Labels;
import dev.trine.query.promql.ast.Extension;
import dev.trine.query.series.Samples;

/// One series of a range vector: its samples, and which of them each step sees. Windows move
/// forward: neither end ever goes back from one step to the next.
///
/// The window of a step holds the samples with `rangeStartMs < time <= rangeEndMs`. That of an
/// anchored selector begins up to the lookback delta earlier, that of a smoothed one ends as much
/// later besides.
///
/// @param labels of the series
/// @param samples without stale markers
/// @param from for each step the index, into the arrays of the samples, of the first in its window
/// @param to for each step the index after the last
/// @param rangeEndsMs for each step the end of its range, `@` and offset applied
/// @param rangeMs length of the range
/// @param extension whether windows go beyond the range
public record WindowedSeries(
        Labels labels,
        Samples samples,
        int[] from,
        int[] to,
        long[] rangeEndsMs,
        long rangeMs,
        Extension extension) {
    /// The number of steps.
    public int steps() {
        return from.length;
    }

    /// Start of a step's range.
    public long rangeStartMs(int step) {
        return rangeEndsMs[step] - rangeMs;
    }
}
