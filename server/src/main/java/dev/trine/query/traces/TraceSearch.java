package dev.trine.query.traces;

import dev.trine.model.TimeRange;
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

    public TraceSearch(SpanStore store, Query query) {
        this.store = store;
        this.query = query;
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
        TraceSummaries summaries = new TraceSummaries(store, filter, range, query);
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
            boolean fromWithin = last.isPresent();
            List<RowKey> candidates = source.behind(last, wanted);
            List<TraceSummaries.Completed> completed = summaries.complete(candidates);
            for (int i = 0; i < candidates.size(); i++) {
                TraceSummary trace = completed.get(i).summary();
                last = Optional.of(candidates.get(i));
                if (trace != null
                        && criteria.hasDuration(trace.durationNanos())
                        && !(fromWithin && standsBefore(candidates.get(i), completed.get(i)))) {
                    if (page.size() == limit) {
                        return new Traces(page, lastShown);
                    }
                    page.add(trace);
                    lastShown = last;
                }
            }
            if (candidates.size() < wanted) {
                return new Traces(page, Optional.empty());
            }
        }
    }

    /// Whether a trace stands further up in the list than where it was found, and so was shown
    /// already: a scan that begins inside the list does not see newer spans.
    private static boolean standsBefore(RowKey found, TraceSummaries.Completed completed) {
        return completed.newestMatchNanos() > found.timeNanos();
    }

    /// Traces that may be listed, by their keys: the time of the newest matching span and the id.
    interface Candidates {
        /// The first ones behind a key, at most `limit`; none when there are no more.
        List<RowKey> behind(Optional<RowKey> after, int limit);
    }
}
