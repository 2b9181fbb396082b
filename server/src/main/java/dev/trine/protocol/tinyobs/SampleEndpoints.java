package dev.trine.protocol.tinyobs;

import dev.trine.model.Clock;
import dev.trine.model.Labels;
import dev.trine.net.Exchange;
import dev.trine.net.HttpFailure;
import dev.trine.net.JsonAnswer;
import dev.trine.protocol.MetricQueries;
import dev.trine.query.series.LabelMatcher;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/// The stored samples: `/v1/metrics`, `/v1/metrics/list`, `/v1/query`, `/v1/query/range`.
final class SampleEndpoints {
    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 60 * MINUTE_MS;
    private static final int DEFAULT_LIMIT = 10_000;
    private static final int MAX_LIMIT = 100_000;
    private static final int DEFAULT_POINTS = 1_000;
    private static final int MAX_POINTS = 5_000;

    private final MetricQueries queries;
    private final Clock clock;

    SampleEndpoints(MetricQueries queries, Clock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    /// Series and the types of their metrics.
    private record Found(List<SeriesSamples.Numbers> series, Function<String, String> types) {
        String type(SeriesSamples.Numbers one) {
            return types.apply(one.labels().metricName());
        }
    }

    private Found find(List<LabelMatcher> matchers, ReadParameters.Range range)
            throws InterruptedException {
        return queries.pool()
                .run(query ->
                        new Found(
                                SeriesSamples.select(queries.stored(), matchers, range, query),
                                SeriesSamples.types(queries.stored(), query)));
    }

    private ReadParameters parameters(Exchange exchange, String... names) throws HttpFailure {
        return new ReadParameters(exchange, clock.unixNanos() / 1_000_000, Set.of(names));
    }

    /// The latest sample of every series, of the last five minutes unless told otherwise.
    void latest(Exchange exchange) throws HttpFailure, IOException, InterruptedException {
        ReadParameters parameters =
                parameters(exchange, "metric", "service", "match", "start", "end", "limit");
        int limit = parameters.integer("limit", DEFAULT_LIMIT, MAX_LIMIT);
        Found found = find(parameters.matchers(), parameters.range(5 * MINUTE_MS));
        TreeSet<String> services = new TreeSet<>();
        for (SeriesSamples.Numbers one : found.series) {
            String service = one.labels().get("service");
            services.add(service.isEmpty() ? one.labels().get("job") : service);
        }
        services.remove("");
        JsonAnswer.send(
                exchange,
                out -> {
                    out.writeStartObject();
                    out.writeNumberProperty("total_metrics", found.series.size());
                    out.writeArrayPropertyStart("services");
                    services.forEach(out::writeString);
                    out.writeEndArray();
                    out.writeArrayPropertyStart("metrics");
                    found.series.stream().limit(limit).forEach(one -> last(out, found, one));
                    out.writeEndArray();
                    out.writeBooleanProperty("truncated", found.series.size() > limit);
                    out.writeEndObject();
                });
    }

    private static void last(JsonGenerator out, Found found, SeriesSamples.Numbers one) {
        sample(out, found, one, one.size() - 1);
    }

    private static void sample(
            JsonGenerator out, Found found, SeriesSamples.Numbers one, int index) {
        SampleJson.sample(
                out, one.labels(), found.type(one), one.values()[index], one.timesMs()[index]);
    }

    /// Writes the update of what has come in the last minute.
    ///
    /// @param limit of series
    void update(OutputStream to, int limit) throws IOException, InterruptedException {
        long nowMs = clock.unixNanos() / 1_000_000;
        Found found =
                find(
                        List.of(new LabelMatcher(LabelMatcher.Type.NOT_EQUAL, Labels.NAME, "")),
                        new ReadParameters.Range(nowMs - MINUTE_MS, nowMs));
        JsonAnswer.write(
                to,
                out -> {
                    out.writeStartObject();
                    out.writeStringProperty("type", "metrics_update");
                    out.writeNumberProperty("timestamp", nowMs / 1_000);
                    out.writeArrayPropertyStart("metrics");
                    found.series.stream().limit(limit).forEach(one -> last(out, found, one));
                    out.writeEndArray();
                    out.writeNumberProperty("count", Math.min(limit, found.series.size()));
                    out.writeNumberProperty("total", found.series.size());
                    out.writeEndObject();
                });
    }

    /// All samples of a range, an hour unless told otherwise, as they are stored.
    void samples(Exchange exchange) throws HttpFailure, IOException, InterruptedException {
        ReadParameters parameters =
                parameters(exchange, "metric", "service", "match", "start", "end", "limit");
        int limit = parameters.integer("limit", DEFAULT_LIMIT, MAX_LIMIT);
        Found found = find(parameters.matchers(), parameters.range(HOUR_MS));
        long all = found.series.stream().mapToLong(SeriesSamples.Numbers::size).sum();
        JsonAnswer.send(
                exchange,
                out -> {
                    out.writeStartObject();
                    out.writeArrayPropertyStart("metrics");
                    int left = limit;
                    for (SeriesSamples.Numbers one : found.series) {
                        int shown = Math.min(left, one.size());
                        for (int i = 0; i < shown; i++) {
                            sample(out, found, one, i);
                        }
                        left -= shown;
                    }
                    out.writeEndArray();
                    out.writeNumberProperty("count", Math.min(limit, all));
                    out.writeBooleanProperty("truncated", all > limit);
                    out.writeEndObject();
                });
    }

    /// One metric's series for a chart.
    void range(Exchange exchange) throws HttpFailure, IOException, InterruptedException {
        ReadParameters parameters =
                parameters(exchange, "metric", "service", "match", "start", "end", "maxPoints");
        parameters.required("metric");
        int maxPoints = parameters.integer("maxPoints", DEFAULT_POINTS, MAX_POINTS);
        ReadParameters.Range range = parameters.range(HOUR_MS);
        Found found = find(parameters.matchers(), range);
        Thinning thinning = Thinning.of(found.series, range, maxPoints);
        JsonAnswer.send(
                exchange,
                out -> {
                    out.writeStartObject();
                    out.writeArrayPropertyStart("data");
                    for (SeriesSamples.Numbers one : found.series) {
                        out.writeStartObject();
                        out.writeStringProperty("metric", one.labels().metricName());
                        out.writeName("labels");
                        SampleJson.labels(out, one.labels());
                        out.writeArrayPropertyStart("points");
                        thinning.write(
                                out, one, found.type(one).equals(SampleType.COUNTER.label()));
                        out.writeEndArray();
                        out.writeStringProperty("resolution", thinning.resolution());
                        out.writeEndObject();
                    }
                    out.writeEndArray();
                    out.writeEndObject();
                });
    }

    /// The names of all metrics of a range, a day unless told otherwise.
    void names(Exchange exchange) throws HttpFailure, IOException, InterruptedException {
        ReadParameters parameters =
                parameters(exchange, "metric", "service", "match", "start", "end");
        List<LabelMatcher> matchers = parameters.matchers();
        ReadParameters.Range range = parameters.range(24 * HOUR_MS);
        Set<String> names =
                queries.pool()
                        .run(query ->
                                queries.stored()
                                        .labelValues(
                                                Labels.NAME,
                                                matchers,
                                                range.startMs(),
                                                range.endMs(),
                                                query));
        JsonAnswer.send(
                exchange,
                out -> {
                    out.writeStartObject();
                    out.writeArrayPropertyStart("metrics");
                    names.forEach(out::writeString);
                    out.writeEndArray();
                    out.writeNumberProperty("count", names.size());
                    out.writeEndObject();
                });
    }
}
