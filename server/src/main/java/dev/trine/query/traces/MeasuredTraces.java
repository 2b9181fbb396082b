package dev.trine.query.traces;

import dev.trine.model.TimeRange;
import dev.trine.query.exec.Query;
import dev.trine.query.filter.RowKey;
import dev.trine.query.filter.SpanFilter;
import dev.trine.storage.SpanStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Finds the traces that last as long as is asked for, after measuring all in the range.
final class MeasuredTraces implements TraceSearch.Candidates {
    private final TraceGroups groups;
    private final TraceCriteria criteria;

    MeasuredTraces(
            SpanStore store,
            SpanFilter filter,
            TraceCriteria criteria,
            TimeRange range,
            Query query) {
        this.criteria = criteria;
        groups = TraceScan.run(store, filter, range, query);
    }

    @Override
    public List<RowKey> behind(Optional<RowKey> after, int limit) {
        TreeSet<RowKey> newest = new TreeSet<>();
        for (int trace = 0; trace < groups.size(); trace++) {
            if (!groups.matched(trace) || !criteria.hasDuration(groups.durationNanos(trace))) {
                continue;
            }
            long time = groups.newestMatchNanos(trace);
            if (newest.size() == limit && time < newest.last().timeNanos()) {
                continue;
            }
            RowKey key = new RowKey(time, groups.idHigh(trace), groups.idLow(trace), 0);
            if (after.isEmpty() || key.compareTo(after.get()) > 0) {
                newest.add(key);
            }
            if (newest.size() > limit) {
                newest.pollLast();
            }
        }
        return new ArrayList<>(newest);
    }
}
