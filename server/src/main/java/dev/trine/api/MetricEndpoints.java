package dev.trine.api;

import dev.trine.model.TimeRange;
import dev.trine.net.Exchange;
import dev.trine.net.HttpFailure;
import dev.trine.net.JsonAnswer;
import dev.trine.query.metrics.MetricCatalog;
import dev.trine.query.metrics.MetricCriteria;
import dev.trine.query.metrics.MetricLabels;
import dev.trine.query.metrics.MetricSelection;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `/api/metrics` and what is below it.
final class MetricEndpoints {
    private final Search search;

    MetricEndpoints(Search search) {
        this.search = search;
    }

    void list(Exchange exchange) throws IOException, InterruptedException {
        Parameters parameters = new Parameters(exchange, "start", "end", "service", "text");
        TimeRange range = parameters.range();
        Set<String> services = parameters.set("service");
        Optional<String> text = parameters.single("text");
        Collection<MetricCatalog.Metric> metrics =
                search.pool()
                        .run(query ->
                                MetricCatalog.of(
                                        search.storage().metrics(), range, services, text, query));
        JsonAnswer.send(exchange, out -> MetricJson.list(out, metrics));
    }

    void metric(Exchange exchange) throws HttpFailure, IOException, InterruptedException {
        Parameters parameters =
                new Parameters(
                        exchange,
                        "start",
                        "end",
                        "service",
                        "resource.",
                        "attribute.",
                        "maxSeries");
        select(exchange, parameters, exchange.pathParameter("name"));
    }

    void query(Exchange exchange) throws HttpFailure, IOException, InterruptedException {
        Parameters parameters =
                new Parameters(
                        exchange,
                        "name",
                        "start",
                        "end",
                        "service",
                        "resource.",
                        "attribute.",
                        "maxSeries");
        String name =
                parameters
                        .single("name")
                        .orElseThrow(() ->
                                new BadParameterException("name", "", "the name of a metric"));
        select(exchange, parameters, name);
    }

    private void select(Exchange exchange, Parameters parameters, String name)
            throws HttpFailure, IOException, InterruptedException {
        MetricCriteria criteria =
                new MetricCriteria(
                        name,
                        parameters.set("service"),
                        parameters.prefixed("resource."),
                        parameters.prefixed("attribute."),
                        parameters.integer("maxSeries", 100, 1_000));
        TimeRange range = parameters.range();
        MetricSelection selection =
                search.pool()
                        .run(query ->
                                MetricSelection.of(
                                        search.storage().metrics(), criteria, range, query));
        if (selection.series().isEmpty()) {
            throw unknown(name);
        }
        JsonAnswer.send(exchange, out -> MetricJson.metric(out, selection));
    }

    void resources(Exchange exchange) throws HttpFailure, IOException, InterruptedException {
        MetricLabels labels = labels(exchange);
        JsonAnswer.send(exchange, out -> MetricJson.resources(out, labels));
    }

    void attributes(Exchange exchange) throws HttpFailure, IOException, InterruptedException {
        MetricLabels labels = labels(exchange);
        JsonAnswer.send(exchange, out -> MetricJson.attributes(out, labels));
    }

    private MetricLabels labels(Exchange exchange)
            throws HttpFailure, IOException, InterruptedException {
        TimeRange range = new Parameters(exchange, "start", "end").range();
        String name = exchange.pathParameter("name");
        MetricCriteria criteria =
                new MetricCriteria(name, Set.of(), List.of(), List.of(), Integer.MAX_VALUE);
        MetricLabels labels =
                search.pool()
                        .run(query ->
                                MetricLabels.of(
                                        search.storage().metrics(), criteria, range, query));
        if (labels.resources().isEmpty()) {
            throw unknown(name);
        }
        return labels;
    }

    private static HttpFailure unknown(String name) {
        return new HttpFailure(
                404,
                "no points of metric '"
                        + name
                        + "' match: it never arrived, is outside the time range or the filters, or"
                        + " was dropped by retention; /api/metrics lists what there is");
    }
}
