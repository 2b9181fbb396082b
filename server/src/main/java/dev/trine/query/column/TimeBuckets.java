package dev.trine.query.column;

import dev.trine.model.TimeRange;
import java.util.OptionalLong;

/// Equal steps of time over a range; the last one may reach beyond its end.
public record TimeBuckets(long startNanos, long endNanos, long stepNanos, int count) {
    public TimeBuckets {
        if (stepNanos < 1 || count < 0) {
            throw new IllegalArgumentException(
                    "step: " + stepNanos + ", count: " + count + " (expected: >= 1, >= 0)");
        }
    }

    /// Steps over a range; where it is open, over the time for which there is data.
    ///
    /// @param wanted how many steps, at most; fewer when they would be shorter than a nanosecond
    public static TimeBuckets over(
            TimeRange range, OptionalLong oldestNanos, OptionalLong newestNanos, int wanted) {
        TimeRange closed = close(range, oldestNanos, newestNanos);
        long length = Math.subtractExact(closed.endNanos(), closed.startNanos());
        long step = Math.max(1, length / wanted + (length % wanted == 0 ? 0 : 1));
        int count = (int) (length / step + (length % step == 0 ? 0 : 1));
        return new TimeBuckets(closed.startNanos(), closed.endNanos(), step, count);
    }

    /// The range itself where it is bounded, else the bounds of the data.
    public static TimeRange close(
            TimeRange range, OptionalLong oldestNanos, OptionalLong newestNanos) {
        long start = range.startNanos();
        long end = range.endNanos();
        if (start == Long.MIN_VALUE) {
            start = Math.min(oldestNanos.orElse(0), end);
        }
        if (end == Long.MAX_VALUE) {
            long newest = newestNanos.orElse(start);
            end =
                    Math.max(
                            start,
                            newest == Long.MAX_VALUE || newestNanos.isEmpty()
                                    ? newest
                                    : newest + 1);
        }
        return new TimeRange(start, end);
    }

    /// The range that is covered.
    public TimeRange range() {
        return new TimeRange(startNanos, endNanos);
    }

    /// The bucket of a time inside the range.
    public int index(long nanos) {
        return (int) ((nanos - startNanos) / stepNanos);
    }

    /// Where a bucket begins.
    public long bucketStart(int index) {
        return startNanos + index * stepNanos;
    }
}
