package dev.trine.query.promql.conformance;

import dev.trine.query.series.NativeHistogram;
import org.jspecify.annotations.Nullable;

/// A point of a series as scripts write it: a gap, a number or a histogram.
///
/// @param hintWritten whether the histogram's counter reset hint was written down
record Point(boolean gap, double value, @Nullable NativeHistogram histogram, boolean hintWritten) {
    static final Point GAP = new Point(true, 0, null, false);

    static Point of(double value) {
        return new Point(false, value, null, false);
    }

    @Override
    public String toString() {
        if (gap) {
            return "_";
        }
        return histogram == null ? Double.toString(value) : histogram.toString();
    }
}
