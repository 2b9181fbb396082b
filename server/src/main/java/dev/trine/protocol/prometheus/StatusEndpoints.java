package dev.trine.protocol.prometheus;

import dev.trine.model.Clock;
import dev.trine.model.Signal;
import dev.trine.net.Exchange;
import dev.trine.net.HttpFailure;
import dev.trine.protocol.MetricQueries;
import dev.trine.query.exec.QueryPool;
import dev.trine.query.metrics.series.SeriesCardinality;
import dev.trine.query.metrics.series.StoredSeries;
import dev.trine.query.promql.parse.Parser;
import dev.trine.storage.Storage;
import dev.trine.storage.StorageStats;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/// `/api/v1/status/…`, and what is truly empty because Trine has nothing of the kind configured:
/// rules, alerts, targets.
final class StatusEndpoints {
    /// The version of Prometheus whose HTTP API this is; clients switch features on by it.
    private static final String API_VERSION = "3.5.0";

    private static final int DEFAULT_TOP = 10;
    private static final int MAX_TOP = 10_000;

    private final Storage storage;
    private final StoredSeries stored;
    private final QueryPool pool;
    private final Clock clock;
    private final Map<String, String> flags;
    private final String version;
    private final long startedNanos;

    StatusEndpoints(
            Storage storage,
            MetricQueries metrics,
            Clock clock,
            Map<String, String> flags,
            String version) {
        this.storage = storage;
        this.stored = metrics.stored();
        this.pool = metrics.pool();
        this.flags = flags;
        this.clock = clock;
        this.version = version;
        this.startedNanos = clock.unixNanos();
    }

    /// No `features`: their presence makes Grafana take the server for a Mimir with a ruler.
    void buildInfo(Exchange exchange) throws IOException {
        ApiAnswer.send(
                exchange,
                out -> {
                    out.writeStartObject();
                    out.writeStringProperty("version", API_VERSION);
                    out.writeStringProperty("revision", "trine-" + version);
                    out.writeStringProperty("branch", "");
                    out.writeStringProperty("buildUser", "");
                    out.writeStringProperty("buildDate", "");
                    out.writeStringProperty("goVersion", "");
                    out.writeEndObject();
                });
    }

    /// How often something was found damaged is not kept, only how much: the count of it is 0 or 1.
    void runtimeInfo(Exchange exchange) throws IOException {
        ApiAnswer.send(
                exchange,
                out -> {
                    out.writeStartObject();
                    out.writeStringProperty("startTime", time(startedNanos));
                    out.writeStringProperty("serverTime", time(clock.unixNanos()));
                    out.writeBooleanProperty("reloadConfigSuccess", true);
                    out.writeStringProperty("lastConfigTime", time(startedNanos));
                    out.writeNumberProperty(
                            "corruptionCount", storage.stats().quarantinedBytes() > 0 ? 1 : 0);
                    out.writeNumberProperty("goroutineCount", Thread.activeCount());
                    out.writeNumberProperty(
                            "GOMAXPROCS", Runtime.getRuntime().availableProcessors());
                    out.writeStringProperty("storageRetention", retention());
                    out.writeEndObject();
                });
    }

    private String retention() {
        String time = flags.getOrDefault("retention.time", "");
        String size = flags.getOrDefault("retention.size", "");
        return time.isEmpty() || size.isEmpty() ? time + size : time + " or " + size;
    }

    private static String time(long nanos) {
        return Instant.ofEpochSecond(0, nanos).toString();
    }

    /// There is no configuration file of Prometheus.
    void config(Exchange exchange) throws IOException {
        ApiAnswer.send(
                exchange,
                out -> {
                    out.writeStartObject();
                    out.writeStringProperty("yaml", "");
                    out.writeEndObject();
                });
    }

    /// The server's settings, and what Prometheus has flags for, under its names.
    void flags(Exchange exchange) throws IOException {
        ApiAnswer.send(
                exchange,
                out -> {
                    out.writeStartObject();
                    new TreeMap<>(flags).forEach(out::writeStringProperty);
                    out.writeEndObject();
                });
    }

    /// The log is replayed before the first request is answered.
    void walReplay(Exchange exchange) throws IOException {
        ApiAnswer.send(
                exchange,
                out -> {
                    out.writeStartObject();
                    out.writeNumberProperty("min", 0);
                    out.writeNumberProperty("max", 0);
                    out.writeNumberProperty("current", 0);
                    out.writeEndObject();
                });
    }

    void tsdb(Exchange exchange) throws HttpFailure, IOException, InterruptedException {
        ApiParameters parameters = new ApiParameters(exchange);
        int top = parameters.text("limit").isEmpty() ? DEFAULT_TOP : parameters.limit();
        if (top > MAX_TOP) {
            throw ApiException.badData("limit must not exceed " + MAX_TOP);
        }
        SeriesCardinality cardinality =
                pool.run(query ->
                        SeriesCardinality.of(
                                stored.series(
                                        List.of(), Long.MIN_VALUE / 2, Long.MAX_VALUE / 2, query),
                                query));
        StorageStats.SignalStats stats = storage.stats().signals().get(Signal.METRICS);
        ApiAnswer.send(
                exchange,
                out -> {
                    out.writeStartObject();
                    out.writeObjectPropertyStart("headStats");
                    out.writeNumberProperty("numSeries", cardinality.series());
                    out.writeNumberProperty("numLabelPairs", cardinality.labelPairs());
                    out.writeNumberProperty("chunkCount", stats == null ? 0 : stats.parts());
                    out.writeNumberProperty("minTime", stats == null ? 0 : oldestMs(stats));
                    out.writeNumberProperty("maxTime", stats == null ? 0 : newestMs(stats));
                    out.writeEndObject();
                    top(out, "seriesCountByMetricName", cardinality.metrics(top));
                    top(out, "labelValueCountByLabelName", cardinality.labelValues(top));
                    top(out, "memoryInBytesByLabelName", cardinality.labelBytes(top));
                    top(out, "seriesCountByLabelValuePair", cardinality.labelPairs(top));
                    out.writeEndObject();
                });
    }

    private static long oldestMs(StorageStats.SignalStats stats) {
        return stats.oldestNanos().orElse(0) / 1_000_000;
    }

    private static long newestMs(StorageStats.SignalStats stats) {
        return stats.newestNanos().orElse(0) / 1_000_000;
    }

    private static void top(JsonGenerator out, String name, List<SeriesCardinality.Count> counts) {
        out.writeArrayPropertyStart(name);
        for (SeriesCardinality.Count count : counts) {
            out.writeStartObject();
            out.writeStringProperty("name", count.name());
            out.writeNumberProperty("value", count.value());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    void noTargets(Exchange exchange) throws IOException {
        ApiAnswer.send(
                exchange,
                out -> {
                    out.writeStartObject();
                    emptyList(out, "activeTargets");
                    emptyList(out, "droppedTargets");
                    out.writeObjectPropertyStart("droppedTargetCounts");
                    out.writeEndObject();
                    out.writeEndObject();
                });
    }

    /// Nothing is scraped: there is none, whatever is asked for.
    void noTargetMetadata(Exchange exchange) {
        ApiParameters parameters = new ApiParameters(exchange);
        parameters.number("limit");
        if (!parameters.text("match_target").isEmpty()) {
            Parser.parseSelector(parameters.text("match_target"));
        }
        throw new ApiException(ApiException.Type.NOT_FOUND, "specified metadata not found");
    }

    void noScrapePools(Exchange exchange) throws IOException {
        ApiAnswer.send(exchange, out -> emptyLists(out, "scrapePools"));
    }

    void noAlertManagers(Exchange exchange) throws IOException {
        ApiAnswer.send(
                exchange, out -> emptyLists(out, "activeAlertmanagers", "droppedAlertmanagers"));
    }

    static void emptyLists(JsonGenerator out, String... names) {
        out.writeStartObject();
        for (String name : names) {
            emptyList(out, name);
        }
        out.writeEndObject();
    }

    private static void emptyList(JsonGenerator out, String name) {
        out.writeArrayPropertyStart(name);
        out.writeEndArray();
    }
}
