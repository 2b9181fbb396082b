package dev.trine.api;

import dev.trine.model.LogBatch;
import dev.trine.model.Signal;
import dev.trine.model.TimeRange;
import dev.trine.net.Exchange;
import dev.trine.query.column.TimeBuckets;
import dev.trine.query.filter.LogCriteria;
import dev.trine.query.filter.LogFilter;
import dev.trine.query.filter.NewestRows;
import dev.trine.query.filter.Page;
import dev.trine.query.filter.RowKey;
import dev.trine.query.filter.RowOrder;
import dev.trine.query.filter.Severity;
import dev.trine.query.logs.LogVolume;
import dev.trine.storage.StorageStats;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `/api/logs` and `/api/logs/histogram`.
final class LogEndpoints {
    /// The severities that a minimum can be, and their names in the same order.
    private static final List<Severity> SEVERITIES =
            Arrays.stream(Severity.values()).filter(one -> one != Severity.UNSET).toList();

    private static final List<String> SEVERITY_NAMES =
            SEVERITIES.stream().map(severity -> severity.name().toLowerCase(Locale.ROOT)).toList();

    private final Search search;

    LogEndpoints(Search search) {
        this.search = search;
    }

    void list(Exchange exchange) throws IOException, InterruptedException {
        Parameters parameters =
                new Parameters(
                        exchange,
                        "start",
                        "end",
                        "service",
                        "severity",
                        "text",
                        "trace_id",
                        "span_id",
                        "attribute",
                        "limit",
                        "cursor");
        LogFilter filter = new LogFilter(criteria(parameters));
        TimeRange range = parameters.range();
        Optional<RowKey> after = parameters.cursor();
        int limit = parameters.limit();
        Page<LogBatch> page =
                search.pool()
                        .run(query ->
                                NewestRows.find(
                                        search.storage().logs(),
                                        filter,
                                        RowOrder.LOGS,
                                        range,
                                        after,
                                        limit,
                                        query));
        TraceEndpoints.sendCursor(exchange, page.next());
        JsonAnswer.send(exchange, out -> LogJson.list(out, page.rows()));
    }

    void histogram(Exchange exchange) throws IOException, InterruptedException {
        Parameters parameters =
                new Parameters(
                        exchange,
                        "start",
                        "end",
                        "service",
                        "severity",
                        "text",
                        "trace_id",
                        "span_id",
                        "attribute",
                        "buckets");
        LogFilter filter = new LogFilter(criteria(parameters));
        StorageStats.SignalStats stored = search.stats(Signal.LOGS);
        TimeBuckets times =
                TimeBuckets.over(
                        parameters.range(),
                        stored.oldestNanos(),
                        stored.newestNanos(),
                        parameters.integer("buckets", 60, 1_000));
        LogVolume volume =
                search.pool()
                        .run(query -> LogVolume.of(search.storage().logs(), filter, times, query));
        JsonAnswer.send(exchange, out -> LogJson.histogram(out, volume));
    }

    static LogCriteria criteria(Parameters parameters) {
        Severity severity =
                parameters
                        .choice("severity", SEVERITY_NAMES)
                        .map(SEVERITIES::get)
                        .orElse(Severity.UNSET);
        return new LogCriteria(
                parameters.set("service"),
                severity.lowest(),
                parameters.attributes(),
                parameters.single("text"),
                parameters.traceId("trace_id"),
                parameters.spanId("span_id"));
    }
}
