package dev.trine.query.traces;

import dev.trine.model.SpanBatch;
import dev.trine.model.TraceId;
import dev.trine.query.column.LongTable;
import dev.trine.query.exec.Query;
import dev.trine.query.filter.ServiceNames;
import dev.trine.query.filter.SpanStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Adds up the spans of one trace. A span sent twice counts once. What is held for each span is
/// charged to the query.
final class SummaryBuilder {
    private final TraceId id;
    private final ServiceNames services;
    private final Query query;
    private final LongTable spanIds;
    private final Map<String, Share> shares = new HashMap<>();
    private long[] parents = new long[16];
    private long[] starts = new long[16];
    private long errorCount;
    private long start = Long.MAX_VALUE;
    private long end = Long.MIN_VALUE;
    private TraceSummary.@Nullable Root root;
    private boolean hasRoot;
    private long topmost;
    private long newestMatch = Long.MIN_VALUE;
    private long rootStart = Long.MAX_VALUE;

    SummaryBuilder(TraceId id, ServiceNames services, Query query) {
        this.id = id;
        this.services = services;
        this.query = query;
        spanIds = new LongTable(query, 16);
    }

    TraceId id() {
        return id;
    }

    /// Adds a span of the trace.
    void add(SpanBatch batch, int row) {
        int number = spanIds.size();
        if (spanIds.add(batch.spanId.get(row)) < number) {
            return;
        }
        if (number == parents.length) {
            query.charge(2L * Long.BYTES * number);
            parents = Arrays.copyOf(parents, number * 2);
            starts = Arrays.copyOf(starts, number * 2);
        }
        long spanStart = batch.startNanos.get(row);
        parents[number] = batch.parentSpanId.get(row);
        starts[number] = spanStart;
        start = Math.min(start, spanStart);
        end = Math.max(end, Math.max(spanStart, batch.endNanos.get(row)));
        count(batch, row, spanStart);
        if (parents[number] == 0 && spanStart < rootStart) {
            root = RootReader.read(batch, row, services);
            hasRoot = true;
            rootStart = spanStart;
        }
    }

    private void count(SpanBatch batch, int row, long spanStart) {
        String service = services.name(batch.resources(), batch.resource.get(row));
        Share share = shares.computeIfAbsent(service, Share::new);
        share.firstStart = Math.min(share.firstStart, spanStart);
        share.spans++;
        if (batch.statusCode.get(row) == SpanStatus.ERROR) {
            share.errors++;
            errorCount++;
        }
    }

    /// Notes that a span of the trace matches.
    void match(long startNanos) {
        newestMatch = Math.max(newestMatch, startNanos);
    }

    long newestMatchNanos() {
        return newestMatch;
    }

    /// The span that stands in for a missing root: the first whose parent is not in the trace; in a
    /// circle of spans, the first of all.
    private long topmostSpan() {
        int topmost = -1;
        int first = 0;
        for (int i = 0; i < spanIds.size(); i++) {
            if (starts[i] < starts[first]) {
                first = i;
            }
            boolean orphan = spanIds.find(parents[i]) < 0;
            if (orphan && (topmost < 0 || starts[i] < starts[topmost])) {
                topmost = i;
            }
        }
        return spanIds.get(topmost < 0 ? first : topmost);
    }

    /// Chooses a span to stand in for a missing root; after all spans were added.
    ///
    /// @return whether one is missing and the chosen one has to be handed to [#takeRoot]
    boolean chooseRoot() {
        if (root != null || spanIds.size() == 0) {
            return false;
        }
        topmost = topmostSpan();
        return true;
    }

    /// Takes a span of the trace as the root if it is the chosen one.
    void takeRoot(SpanBatch batch, int row) {
        if (root == null && batch.spanId.get(row) == topmost) {
            root = RootReader.read(batch, row, services);
        }
    }

    /// The summary; null when the trace or its root has gone.
    @Nullable TraceSummary build() {
        if (root == null) {
            return null;
        }
        List<TraceSummary.ServiceCount> counts = new ArrayList<>();
        shares.values().stream()
                .sorted(
                        Comparator.comparingLong((Share share) -> share.firstStart)
                                .thenComparing(share -> share.name))
                .forEach(share -> counts.add(share.count()));
        int status = errorCount > 0 ? SpanStatus.ERROR : root.status();
        return new TraceSummary(
                id, spanIds.size(), errorCount, start, end, status, root, hasRoot, counts);
    }

    private static final class Share {
        private final String name;
        private long spans;
        private long errors;
        private long firstStart = Long.MAX_VALUE;

        Share(String name) {
            this.name = name;
        }

        TraceSummary.ServiceCount count() {
            return new TraceSummary.ServiceCount(name, spans, errors);
        }
    }
}
