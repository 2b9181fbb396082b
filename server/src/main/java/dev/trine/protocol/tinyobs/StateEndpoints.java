package dev.trine.protocol.tinyobs;

import dev.trine.ingest.Cardinality;
import dev.trine.ingest.Ingest;
import dev.trine.model.Clock;
import dev.trine.model.Signal;
import dev.trine.net.Exchange;
import dev.trine.net.HttpFailure;
import dev.trine.net.JsonAnswer;
import dev.trine.protocol.MetricQueries;
import dev.trine.query.metrics.series.SeriesCardinality;
import dev.trine.query.series.LabelMatcher;
import dev.trine.query.syntax.DurationText;
import dev.trine.storage.Storage;
import dev.trine.storage.StorageStats;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/// What there is and how much of it: `/v1/stats`, `/v1/storage`, `/v1/health`, `/v1/cardinality`.
final class StateEndpoints {
    private static final long HOUR_MS = 3_600_000;
    private static final int MAX_TOP = 1_000;

    private final Storage storage;
    private final MetricQueries queries;
    private final Ingest ingest;
    private final Clock clock;
    private final ServedBy server;
    private final long startedNanos;

    StateEndpoints(
            Storage storage, MetricQueries queries, Ingest ingest, Clock clock, ServedBy server) {
        this.storage = storage;
        this.queries = queries;
        this.ingest = ingest;
        this.clock = clock;
        this.server = server;
        this.startedNanos = clock.unixNanos();
    }

    private void none(Exchange exchange) throws HttpFailure {
        var _ = new ReadParameters(exchange, 0, Set.of());
    }

    /// The names are those of TinyObs; its `TotalMetrics` are samples.
    void stats(Exchange exchange) throws HttpFailure, IOException {
        none(exchange);
        StorageStats.SignalStats stats = metrics();
        JsonAnswer.send(
                exchange,
                out -> {
                    out.writeStartObject();
                    out.writeNumberProperty("TotalMetrics", stats.rows());
                    out.writeNumberProperty("TotalSeries", ingest.cardinality().series());
                    out.writeNumberProperty("SizeBytes", stats.partBytes());
                    time(out, "OldestMetric", stats.oldestNanos());
                    time(out, "NewestMetric", stats.newestNanos());
                    out.writeEndObject();
                });
    }

    private StorageStats.SignalStats metrics() {
        StorageStats.SignalStats stats = storage.stats().signals().get(Signal.METRICS);
        if (stats == null) {
            throw new IllegalStateException("storage has no metrics");
        }
        return stats;
    }

    private static void time(JsonGenerator out, String name, OptionalLong nanos) {
        if (nanos.isPresent()) {
            out.writeStringProperty(name, TimeText.of(nanos.getAsLong() / 1_000_000));
        } else {
            out.writeNullProperty(name);
        }
    }

    /// Bytes of all signals, and of how many; null when there is no bound.
    void storage(Exchange exchange) throws HttpFailure, IOException {
        none(exchange);
        StorageStats stats = storage.stats();
        long parts =
                stats.signals().values().stream()
                        .mapToLong(StorageStats.SignalStats::partBytes)
                        .sum();
        JsonAnswer.send(
                exchange,
                out -> {
                    out.writeStartObject();
                    out.writeNumberProperty("used_bytes", parts + stats.walBytes());
                    out.writeName("max_bytes");
                    server.maxBytes().ifPresentOrElse(out::writeNumber, out::writeNull);
                    out.writeEndObject();
                });
    }

    void health(Exchange exchange) throws HttpFailure, IOException {
        none(exchange);
        long upMs = Math.max(0, clock.unixNanos() - startedNanos) / 1_000_000_000 * 1_000;
        JsonAnswer.send(
                exchange,
                out -> {
                    out.writeStartObject();
                    out.writeStringProperty("status", "healthy");
                    out.writeStringProperty("version", server.version());
                    out.writeStringProperty("uptime", DurationText.format(upMs));
                    out.writeEndObject();
                });
    }

    /// How many series are in use. With `top`, also which metrics, labels and values of labels have the
    /// most, of the series that were there in a range: the last hour unless told otherwise.
    void cardinality(Exchange exchange) throws HttpFailure, IOException, InterruptedException {
        ReadParameters parameters =
                new ReadParameters(
                        exchange,
                        clock.unixNanos() / 1_000_000,
                        Set.of("top", "metric", "service", "match", "start", "end"));
        int top = parameters.integer("top", 0, MAX_TOP);
        List<LabelMatcher> matchers = parameters.matchers();
        ReadParameters.Range range = parameters.range(HOUR_MS);
        Optional<SeriesCardinality> stored =
                top == 0 ? Optional.empty() : Optional.of(count(matchers, range));
        Cardinality now = ingest.cardinality();
        JsonAnswer.send(
                exchange,
                out -> {
                    out.writeStartObject();
                    inUse(out, now);
                    stored.ifPresent(counts -> {
                        out.writeNumberProperty("stored_series", counts.series());
                        top(out, "top_metrics", counts.metrics(top));
                        top(out, "top_labels", counts.labelValues(top));
                        top(out, "top_label_values", counts.labelPairs(top));
                    });
                    out.writeEndObject();
                });
    }

    private SeriesCardinality count(List<LabelMatcher> matchers, ReadParameters.Range range)
            throws InterruptedException {
        return queries.pool()
                .run(query ->
                        SeriesCardinality.of(
                                queries.stored()
                                        .series(matchers, range.startMs(), range.endMs(), query),
                                query));
    }

    private static void inUse(JsonGenerator out, Cardinality now) {
        out.writeNumberProperty("total_series", now.series());
        out.writeNumberProperty("unique_metrics", now.metrics());
        out.writeStringProperty("max_series_metric", now.largestMetric());
        out.writeNumberProperty("max_series_count", now.largestMetricSeries());
        out.writeNumberProperty("series_limit", now.seriesLimit());
        out.writeNumberProperty("per_metric_limit", now.perMetricLimit());
        out.writeNumberProperty("utilization_percent", 100.0 * now.series() / now.seriesLimit());
    }

    private static void top(JsonGenerator out, String name, List<SeriesCardinality.Count> counts) {
        out.writeArrayPropertyStart(name);
        for (SeriesCardinality.Count count : counts) {
            out.writeStartObject();
            out.writeStringProperty("name", count.name());
            out.writeNumberProperty("count", count.value());
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
