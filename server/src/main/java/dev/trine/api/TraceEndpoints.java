package dev.trine.api;

import dev.trine.model.Signal;
import dev.trine.model.SpanBatch;
import dev.trine.model.TimeRange;
import dev.trine.model.TraceId;
import dev.trine.net.Exchange;
import dev.trine.net.HttpFailure;
import dev.trine.net.JsonAnswer;
import dev.trine.query.column.TimeBuckets;
import dev.trine.query.filter.Page;
import dev.trine.query.filter.RowKey;
import dev.trine.query.filter.RowOrder;
import dev.trine.query.filter.SpanCriteria;
import dev.trine.query.filter.SpanFilter;
import dev.trine.query.traces.TraceCriteria;
import dev.trine.query.traces.TraceSearch;
import dev.trine.query.traces.TraceVolume;
import dev.trine.query.traces.WholeTrace;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// `/api/traces`, `/api/traces/histogram`, `/api/traces/{traceId}`, `/api/spans`.
final class TraceEndpoints {
    static final List<String> STATUS_NAMES = List.of("unset", "ok", "error");
    private static final List<String> KIND_NAMES =
            List.of("unspecified", "internal", "server", "client", "producer", "consumer");

    private static final String[] CONDITIONS = {
        "start",
        "end",
        "service",
        "name",
        "status",
        "minDuration",
        "maxDuration",
        "attribute",
        "text",
        "traceId"
    };

    private final Search search;

    TraceEndpoints(Search search) {
        this.search = search;
    }

    void list(Exchange exchange) throws IOException, InterruptedException {
        Parameters parameters =
                new Parameters(exchange, Parameters.and(CONDITIONS, "limit", "cursor"));
        TraceCriteria criteria = traceCriteria(parameters);
        TimeRange range = parameters.range();
        Optional<RowKey> after = parameters.cursor();
        int limit = parameters.limit();
        TraceSearch.Traces found =
                search.pool()
                        .run(query ->
                                new TraceSearch(search.storage().spans(), query)
                                        .find(criteria, range, after, limit));
        Search.sendCursor(exchange, found.next());
        JsonAnswer.send(exchange, out -> TraceJson.list(out, found.traces()));
    }

    void histogram(Exchange exchange) throws IOException, InterruptedException {
        Parameters parameters = new Parameters(exchange, Parameters.and(CONDITIONS, "buckets"));
        TraceCriteria criteria = traceCriteria(parameters);
        TimeBuckets times = search.buckets(parameters, Signal.TRACES);
        TraceVolume volume =
                search.pool()
                        .run(query ->
                                TraceVolume.of(search.storage().spans(), criteria, times, query));
        JsonAnswer.send(exchange, out -> TraceJson.histogram(out, volume));
    }

    void trace(Exchange exchange) throws HttpFailure, IOException, InterruptedException {
        var _ = new Parameters(exchange);
        TraceId id = Parameters.pathTraceId(exchange.pathParameter("traceId"));
        WholeTrace trace =
                search.pool().run(query -> WholeTrace.read(search.storage().spans(), id, query));
        if (trace.spans().isEmpty()) {
            throw new HttpFailure(
                    404,
                    "trace "
                            + id
                            + " is not here: it never arrived, has not arrived yet, or was dropped"
                            + " by retention");
        }
        JsonAnswer.send(exchange, out -> TraceJson.trace(out, id, trace));
    }

    void spans(Exchange exchange) throws IOException, InterruptedException {
        Parameters parameters =
                new Parameters(
                        exchange, Parameters.and(CONDITIONS, "kind", "spanId", "limit", "cursor"));
        SpanFilter filter = new SpanFilter(spanCriteria(parameters));
        List<Page.Row<SpanBatch>> spans =
                search.page(exchange, parameters, search.storage().spans(), filter, RowOrder.SPANS);
        JsonAnswer.send(exchange, out -> TraceJson.spans(out, spans));
    }

    private static TraceCriteria traceCriteria(Parameters parameters) {
        SpanCriteria criteria = spanCriteria(parameters);
        return new TraceCriteria(
                criteria.withoutDuration(),
                criteria.minDurationNanos(),
                criteria.maxDurationNanos());
    }

    private static SpanCriteria spanCriteria(Parameters parameters) {
        return new SpanCriteria(
                parameters.set("service"),
                parameters.set("name"),
                number(parameters.choice("status", STATUS_NAMES)),
                number(parameters.choice("kind", KIND_NAMES)),
                parameters.duration("minDuration", Long.MIN_VALUE),
                parameters.duration("maxDuration", Long.MAX_VALUE),
                parameters.attributes(),
                parameters.single("text"),
                parameters.traceId("traceId"),
                parameters.spanId("spanId"));
    }

    private static OptionalInt number(Optional<Integer> choice) {
        return choice.map(OptionalInt::of).orElse(OptionalInt.empty());
    }
}
