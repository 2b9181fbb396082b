package dev.trine.query.promql.range;

import dev.trine.query.promql.ast.Extension;
import dev.trine.query.promql.function.WindowedSeries;

/// Which samples of an extended window count: the last one at or before the start of the range, and
/// those after it; of a smoothed one also the first at or after the end, to interpolate to.
///
/// @param first index of the first sample that counts
/// @param last index of the last one
/// @param isEmpty whether none is in the range or, if smoothed, around it
record ExtendedWindow(int first, int last, boolean isEmpty) {
    static ExtendedWindow of(WindowedSeries series, int step) {
        long start = series.rangeStartMs(step);
        long end = series.rangeEndsMs()[step];
        long[] times = series.samples().timesMs();
        int from = series.from()[step];
        int last = series.to()[step] - 1;
        int first = Math.max(from, search(times, from, last, start + 1) - 1);
        boolean smoothed = series.extension() == Extension.SMOOTHED;
        if (smoothed) {
            last = search(times, from, last, end);
        }
        boolean isEmpty = times[last] <= start || (smoothed && times[first] > end);
        return new ExtendedWindow(first, last, isEmpty);
    }

    /// The first index in `[from, to)` of a time that is not earlier, or `to`.
    private static int search(long[] times, int from, int to, long timeMs) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] >= timeMs) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
