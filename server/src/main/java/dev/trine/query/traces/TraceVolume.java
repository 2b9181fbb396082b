package dev.trine.query.traces;

import dev.trine.query.column.TimeBuckets;
import dev.trine.query.exec.Query;
import dev.trine.query.filter.SpanFilter;
import dev.trine.storage.SpanStore;
import java.util.Arrays;

/// How many traces there were over time and by duration. A trace counts in the step in which its
/// newest matching span starts. Durations are counted in steps of 1, 2 and 5 times a power of ten.
public final class TraceVolume {
    private static final long[] DURATION_BOUNDS = durationBounds();

    private final TimeBuckets times;
    private final long[] timeCounts;
    private final long[] timeErrors;
    private final long[] durationCounts = new long[DURATION_BOUNDS.length - 1];
    private final long[] durationErrors = new long[DURATION_BOUNDS.length - 1];

    private TraceVolume(TimeBuckets times) {
        this.times = times;
        timeCounts = new long[times.count()];
        timeErrors = new long[times.count()];
    }

    /// Counts the traces in a range.
    public static TraceVolume of(
            SpanStore store, TraceCriteria criteria, TimeBuckets times, Query query) {
        TraceVolume volume = new TraceVolume(times);
        SpanFilter filter = new SpanFilter(criteria.span());
        TraceGroups groups = TraceScan.run(store, filter, times.range(), query);
        for (int trace = 0; trace < groups.size(); trace++) {
            if (groups.matched(trace) && criteria.hasDuration(groups.durationNanos(trace))) {
                volume.count(groups, trace);
            }
        }
        return volume;
    }

    private void count(TraceGroups groups, int trace) {
        int error = groups.failed(trace) ? 1 : 0;
        int time = times.index(groups.newestMatchNanos(trace));
        timeCounts[time]++;
        timeErrors[time] += error;
        int duration = durationIndex(groups.durationNanos(trace));
        durationCounts[duration]++;
        durationErrors[duration] += error;
    }

    public TimeBuckets times() {
        return times;
    }

    public long count(int timeBucket) {
        return timeCounts[timeBucket];
    }

    public long errors(int timeBucket) {
        return timeErrors[timeBucket];
    }

    /// The first step of durations that is not empty; [#durationEnd()] when all are.
    public int durationStart() {
        int first = 0;
        while (first < durationCounts.length && durationCounts[first] == 0) {
            first++;
        }
        return first < durationCounts.length ? first : 0;
    }

    /// Behind the last step of durations that is not empty.
    public int durationEnd() {
        int end = durationCounts.length;
        while (end > 0 && durationCounts[end - 1] == 0) {
            end--;
        }
        return end;
    }

    /// Where a step of durations begins; it ends where the next one begins.
    public long durationNanos(int step) {
        return DURATION_BOUNDS[step];
    }

    public long durationCount(int step) {
        return durationCounts[step];
    }

    public long durationErrors(int step) {
        return durationErrors[step];
    }

    private static int durationIndex(long nanos) {
        int found = Arrays.binarySearch(DURATION_BOUNDS, nanos);
        return Math.min(found < 0 ? -found - 2 : found, DURATION_BOUNDS.length - 2);
    }

    /// From 0 over 1 us, 2 us, 5 us, 10 us ... to 5 * 10^17 ns, about 16 years, and all above.
    private static long[] durationBounds() {
        int decades = 15;
        long[] bounds = new long[decades * 3 + 2];
        long decade = 1_000;
        for (int i = 0; i < decades; i++) {
            bounds[i * 3 + 1] = decade;
            bounds[i * 3 + 2] = decade * 2;
            bounds[i * 3 + 3] = decade * 5;
            decade *= 10;
        }
        bounds[bounds.length - 1] = Long.MAX_VALUE;
        return bounds;
    }
}
