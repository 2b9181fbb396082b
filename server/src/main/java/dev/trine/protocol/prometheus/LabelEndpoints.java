package dev.trine.protocol.prometheus;

import dev.trine.model.Labels;
import dev.trine.net.Exchange;
import dev.trine.net.HttpFailure;
import dev.trine.query.exec.Query;
import dev.trine.query.exec.QueryPool;
import dev.trine.query.metrics.series.MetricMetadata;
import dev.trine.query.metrics.series.StoredSeries;
import dev.trine.query.promql.json.AnswerJson;
import dev.trine.query.series.LabelMatcher;
import java.io.IOException;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/// `/api/v1/series`, `/api/v1/labels`, `/api/v1/label/{name}/values` and `/api/v1/metadata`.
final class LabelEndpoints {
    private final StoredSeries stored;
    private final QueryPool pool;

    LabelEndpoints(StoredSeries stored, QueryPool pool) {
        this.stored = stored;
        this.pool = pool;
    }

    /// What is found by one selector.
    private interface Look<T> {
        Set<T> up(List<LabelMatcher> matchers, long minMs, long maxMs, Query query);
    }

    void series(Exchange exchange) throws HttpFailure, IOException, InterruptedException {
        ApiParameters parameters = new ApiParameters(exchange);
        if (parameters.all("match[]").isEmpty()) {
            throw ApiException.badData("no match[] parameter provided");
        }
        int limit = parameters.limit();
        Set<Labels> found = find(parameters, stored::series);
        ApiAnswer.send(
                exchange,
                found.size() > limit,
                out -> {
                    out.writeStartArray();
                    found.stream().limit(limit).forEach(labels -> AnswerJson.labels(out, labels));
                    out.writeEndArray();
                });
    }

    void names(Exchange exchange) throws HttpFailure, IOException, InterruptedException {
        ApiParameters parameters = new ApiParameters(exchange);
        texts(exchange, parameters.limit(), find(parameters, stored::labelNames));
    }

    void values(Exchange exchange) throws HttpFailure, IOException, InterruptedException {
        ApiParameters parameters = new ApiParameters(exchange);
        String name = EscapedName.read(exchange.pathParameter("name"));
        texts(
                exchange,
                parameters.limit(),
                find(
                        parameters,
                        (matchers, minMs, maxMs, query) ->
                                stored.labelValues(name, matchers, minMs, maxMs, query)));
    }

    /// What is known of metrics, `/api/v1/metadata`.
    void metadata(Exchange exchange) throws HttpFailure, IOException, InterruptedException {
        ApiParameters parameters = new ApiParameters(exchange);
        int limit = parameters.number("limit");
        int perMetric = parameters.number("limit_per_metric");
        String only = parameters.text("metric");
        NavigableMap<String, NavigableSet<MetricMetadata>> families = pool.run(stored::metadata);
        ApiAnswer.send(
                exchange,
                out -> {
                    out.writeStartObject();
                    families.entrySet().stream()
                            .filter(family -> only.isEmpty() || family.getKey().equals(only))
                            .limit(limit < 0 ? Long.MAX_VALUE : limit)
                            .forEach(family -> {
                                out.writeArrayPropertyStart(family.getKey());
                                family.getValue().stream()
                                        .limit(perMetric <= 0 ? Long.MAX_VALUE : perMetric)
                                        .forEach(one -> {
                                            out.writeStartObject();
                                            out.writeStringProperty("type", one.type());
                                            out.writeStringProperty("help", one.help());
                                            out.writeStringProperty("unit", one.unit());
                                            out.writeEndObject();
                                        });
                                out.writeEndArray();
                            });
                    out.writeEndObject();
                });
    }

    private <T extends Comparable<T>> Set<T> find(ApiParameters parameters, Look<T> look)
            throws InterruptedException {
        long minMs = parameters.timeMs("start", Long.MIN_VALUE / 2);
        long maxMs = parameters.timeMs("end", Long.MAX_VALUE / 2);
        List<List<LabelMatcher>> selectors = parameters.matchers();
        return pool.run(query -> {
            Set<T> found = new TreeSet<>();
            for (List<LabelMatcher> matchers :
                    selectors.isEmpty() ? List.of(List.<LabelMatcher>of()) : selectors) {
                found.addAll(look.up(matchers, minMs, maxMs, query));
            }
            return found;
        });
    }

    private static void texts(Exchange exchange, int limit, Set<String> found) throws IOException {
        ApiAnswer.send(
                exchange,
                found.size() > limit,
                out -> {
                    out.writeStartArray();
                    found.stream().limit(limit).forEach(out::writeString);
                    out.writeEndArray();
                });
    }
}
