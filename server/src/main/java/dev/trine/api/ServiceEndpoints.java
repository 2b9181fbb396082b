package dev.trine.api;

import dev.trine.model.TimeRange;
import dev.trine.net.Exchange;
import dev.trine.net.JsonAnswer;
import dev.trine.query.services.Red;
import dev.trine.query.services.ServiceCatalog;
import dev.trine.query.services.ServiceMap;
import dev.trine.query.services.ServiceOperations;
import java.io.IOException;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// `/api/service-map`, `/api/service-catalog`, `/api/services/{service}/operations`.
final class ServiceEndpoints {
    private final Search search;

    ServiceEndpoints(Search search) {
        this.search = search;
    }

    void map(Exchange exchange) throws IOException, InterruptedException {
        TimeRange range = new Parameters(exchange, "start", "end").range();
        double seconds = search.rateSeconds(range);
        ServiceMap map =
                search.pool().run(query -> ServiceMap.of(search.storage().spans(), range, query));
        JsonAnswer.send(exchange, out -> map(out, map, seconds));
    }

    private static void map(JsonGenerator out, ServiceMap map, double seconds) {
        out.writeStartObject();
        out.writeArrayPropertyStart("nodes");
        for (ServiceMap.Node node : map.nodes()) {
            out.writeStartObject();
            out.writeStringProperty("id", node.id());
            out.writeStringProperty("label", node.label());
            out.writeStringProperty("type", node.type().label());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayPropertyStart("edges");
        for (ServiceMap.Edge edge : map.edges()) {
            out.writeStartObject();
            out.writeStringProperty("source", edge.source().id());
            out.writeStringProperty("target", edge.target().id());
            out.writeNumberProperty("requests", edge.red().requests());
            out.writeNumberProperty("req_rate", edge.red().requests() / seconds);
            out.writeNumberProperty("p95", edge.red().durationMs(0.95));
            out.writeNumberProperty("error_rate", edge.red().errorRate());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    void catalog(Exchange exchange) throws IOException, InterruptedException {
        TimeRange range = new Parameters(exchange, "start", "end").range();
        double seconds = search.rateSeconds(range);
        List<ServiceCatalog.Service> services =
                search.pool()
                        .run(query -> ServiceCatalog.of(search.storage().spans(), range, query));
        JsonAnswer.send(exchange, out -> catalog(out, services, seconds));
    }

    private static void catalog(
            JsonGenerator out, List<ServiceCatalog.Service> services, double seconds) {
        out.writeStartArray();
        for (ServiceCatalog.Service service : services) {
            out.writeStartObject();
            out.writeStringProperty("name", service.name());
            out.writeNumberProperty("span_count", service.spanCount());
            out.writeNumberProperty("trace_count", service.traceCount());
            TraceJson.nanos(out, "first_seen", service.firstSeenNanos());
            TraceJson.nanos(out, "last_seen", service.lastSeenNanos());
            red(out, service.red(), seconds);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    void operations(Exchange exchange) throws IOException, InterruptedException {
        TimeRange range = new Parameters(exchange, "start", "end").range();
        String service = exchange.pathParameter("service");
        double seconds = search.rateSeconds(range);
        List<ServiceOperations.Operation> operations =
                search.pool()
                        .run(query ->
                                ServiceOperations.of(
                                        search.storage().spans(), service, range, query));
        JsonAnswer.send(exchange, out -> operations(out, operations, seconds));
    }

    private static void operations(
            JsonGenerator out, List<ServiceOperations.Operation> operations, double seconds) {
        out.writeStartArray();
        for (ServiceOperations.Operation operation : operations) {
            out.writeStartObject();
            out.writeStringProperty("name", operation.name());
            out.writeNumberProperty("kind", operation.kind());
            red(out, operation.red(), seconds);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void red(JsonGenerator out, Red red, double seconds) {
        out.writeNumberProperty("requests", red.requests());
        out.writeNumberProperty("rate", red.requests() / seconds);
        out.writeNumberProperty("error_rate", red.errorRate());
        out.writeNumberProperty("duration_p50", red.durationMs(0.5));
        out.writeNumberProperty("duration_p95", red.durationMs(0.95));
        out.writeNumberProperty("duration_p99", red.durationMs(0.99));
    }
}
