package dev.trine.query.traces;

import dev.trine.model.TimeRange;
import dev.trine.model.TraceId;
import dev.trine.query.exec.Query;
import dev.trine.query.filter.RowKey;
import dev.trine.query.filter.SpanFilter;
import dev.trine.storage.SpanStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lists traces, those with the newest matching spans first.
///
/// A trace's place in the list is the start of its newest matching span in the range. Spans are
/// scanned newest first, so the first traces are known without reading the rest, and a page begins
/// where the one before it ended. A trace that gains a newer matching span between two pages moves
/// to the front, where a new search finds it.
///
/// Bounds on the duration of traces need all spans of a trace before it can be judged, so with them
/// every trace in the range is gathered first.
public final class TraceSearch {
    private final SpanStore store;
    private final Query query;
    private final TraceSummaries summaries;

    public TraceSearch(SpanStore store, Query query) {
        this.store = store;
        this.query = query;
        summaries = new TraceSummaries(store, query);
    }

    /// A page of traces.
    ///
    /// @param next the key of the last trace when there are more behind it
    public record Traces(List<TraceSummary> traces, Optional<RowKey> next) {
        public Traces {
            traces = List.copyOf(traces);
        }
    }

    /// Finds a page.
    ///
    /// @param after the key behind which the page begins
    public Traces find(TraceCriteria criteria, TimeRange range, Optional<RowKey> after, int limit) {
        SpanFilter filter = new SpanFilter(criteria.span());
        Candidates source =
                criteria.anyDuration()
                        ? new NewestTraces(store, filter, range, query)
                        : new MeasuredTraces(store, filter, criteria, range, query);
        List<TraceSummary> page = new ArrayList<>();
        Optional<RowKey> last = after;
        Optional<RowKey> lastShown = Optional.empty();
        while (true) {
            // One more than is left to fill, to know whether there is a next page.
            int wanted = limit - page.size() + 1;
            List<RowKey> candidates = source.behind(last, wanted);
            boolean fromWithin = last.isPresent();
            for (RowKey candidate : candidates) {
                Optional<TraceSummary> trace =
                        complete(candidate, criteria, filter, range, fromWithin);
                if (trace.isPresent() && page.size() == limit) {
                    return new Traces(page, lastShown);
                }
                if (trace.isPresent()) {
                    page.add(trace.get());
                    lastShown = Optional.of(candidate);
                }
                last = Optional.of(candidate);
            }
            if (candidates.size() < wanted) {
                return new Traces(page, Optional.empty());
            }
        }
    }

    /// @param fromWithin the scan began inside the list, so it could not see that a trace stands
    ///     further up and has been shown already
    private Optional<TraceSummary> complete(
            RowKey candidate,
            TraceCriteria criteria,
            SpanFilter filter,
            TimeRange range,
            boolean fromWithin) {
        TraceId id = new TraceId(candidate.tieHigh(), candidate.tieLow());
        if (fromWithin && summaries.newestMatchNanos(id, filter, range) > candidate.timeNanos()) {
            return Optional.empty();
        }
        return summaries.complete(id).filter(trace -> criteria.hasDuration(trace.durationNanos()));
    }

    /// Traces that may be listed, by their keys: the time of the newest matching span and the id.
    interface Candidates {
        /// The first ones behind a key, at most `limit`; none when there are no more.
        List<RowKey> behind(Optional<RowKey> after, int limit);
    }
}
