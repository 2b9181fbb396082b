package dev.trine.api;

import dev.trine.model.LogBatch;
import dev.trine.model.Signal;
import dev.trine.net.Exchange;
import dev.trine.net.JsonAnswer;
import dev.trine.query.column.TimeBuckets;
import dev.trine.query.filter.LogCriteria;
import dev.trine.query.filter.LogFilter;
import dev.trine.query.filter.Page;
import dev.trine.query.filter.RowOrder;
import dev.trine.query.filter.Severity;
import dev.trine.query.logs.LogVolume;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// `/api/logs` and `/api/logs/histogram`.
final class LogEndpoints {
    /// The severities that a minimum can be, and their names in the same order.
    private static final List<Severity> SEVERITIES =
            Arrays.stream(Severity.values()).filter(one -> one != Severity.UNSET).toList();

    private static final List<String> SEVERITY_NAMES =
            SEVERITIES.stream().map(severity -> severity.name().toLowerCase(Locale.ROOT)).toList();

    private static final String[] CONDITIONS = {
        "start", "end", "service", "severity", "text", "trace_id", "span_id", "attribute"
    };

    private final Search search;

    LogEndpoints(Search search) {
        this.search = search;
    }

    void list(Exchange exchange) throws IOException, InterruptedException {
        Parameters parameters =
                new Parameters(exchange, Parameters.and(CONDITIONS, "limit", "cursor"));
        LogFilter filter = new LogFilter(criteria(parameters));
        List<Page.Row<LogBatch>> records =
                search.page(exchange, parameters, search.storage().logs(), filter, RowOrder.LOGS);
        JsonAnswer.send(exchange, out -> LogJson.list(out, records));
    }

    void histogram(Exchange exchange) throws IOException, InterruptedException {
        Parameters parameters = new Parameters(exchange, Parameters.and(CONDITIONS, "buckets"));
        LogFilter filter = new LogFilter(criteria(parameters));
        TimeBuckets times = search.buckets(parameters, Signal.LOGS);
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
