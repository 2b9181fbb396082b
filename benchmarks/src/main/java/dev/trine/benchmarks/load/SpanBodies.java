package dev.trine.benchmarks.load;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Traces of 14 spans over five services: HTTP servers and clients, database calls, 2% errors with an
/// exception event.
final class SpanBodies implements Workload.BodyMaker {
    private static final int SPANS_PER_TRACE = 14;
    private static final String[] SERVICES = {
        "frontend", "cart", "checkout", "payment", "inventory"
    };
    private static final String[] ROUTES = {
        "/api/products/{id}", "/api/cart", "/api/checkout", "/api/pay", "/api/stock/{sku}"
    };

    @Override
    public byte[] make(Random random, long first, int count) {
        List<ScopeSpans.Builder> scopes = new ArrayList<>();
        for (int i = 0; i < SERVICES.length; i++) {
            scopes.add(
                    ScopeSpans.newBuilder()
                            .setScope(
                                    InstrumentationScope.newBuilder()
                                            .setName("io.opentelemetry.http")
                                            .setVersion("2.33.1")));
        }
        ByteString trace = Otlp.id(random, 16);
        List<ByteString> spans = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (i % SPANS_PER_TRACE == 0) {
                trace = Otlp.id(random, 16);
                spans.clear();
            }
            int depth = i % SPANS_PER_TRACE;
            ByteString parent =
                    spans.isEmpty() ? ByteString.EMPTY : spans.get(random.nextInt(spans.size()));
            ByteString id = Otlp.id(random, 8);
            spans.add(id);
            int service = depth * SERVICES.length / SPANS_PER_TRACE;
            long start = Otlp.EPOCH_NANOS + (first + i) * 1_000_000L + random.nextInt(1_000_000);
            scopes.get(service).addSpans(span(random, trace, id, parent, depth, service, start));
        }
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        for (int i = 0; i < SERVICES.length; i++) {
            request.addResourceSpans(
                    ResourceSpans.newBuilder()
                            .setResource(Otlp.resource(SERVICES[i], Integer.toString(i)))
                            .addScopeSpans(scopes.get(i)));
        }
        return request.build().toByteArray();
    }

    private static Span span(
            Random random,
            ByteString trace,
            ByteString id,
            ByteString parent,
            int depth,
            int service,
            long start) {
        long duration = (long) (Math.exp(random.nextGaussian()) * 5_000_000);
        boolean failed = random.nextInt(50) == 0;
        Span.Builder span =
                Span.newBuilder()
                        .setTraceId(trace)
                        .setSpanId(id)
                        .setParentSpanId(parent)
                        .setFlags(257)
                        .setStartTimeUnixNano(start)
                        .setEndTimeUnixNano(start + duration);
        if (depth % 3 == 2) {
            span.setName("SELECT shop." + SERVICES[service])
                    .setKind(Span.SpanKind.SPAN_KIND_CLIENT);
            span.addAttributes(Otlp.text("db.system.name", "postgresql"));
            span.addAttributes(Otlp.text("db.namespace", "shop"));
            span.addAttributes(
                    Otlp.text(
                            "db.query.text",
                            "SELECT id, name, price FROM " + SERVICES[service] + " WHERE id = ?"));
            span.addAttributes(
                    Otlp.text("server.address", "db." + random.nextInt(3) + ".internal"));
        } else {
            span.setName("GET " + ROUTES[service]).setKind(Span.SpanKind.SPAN_KIND_SERVER);
            span.addAttributes(Otlp.text("http.request.method", "GET"));
            span.addAttributes(Otlp.text("http.route", ROUTES[service]));
            span.addAttributes(Otlp.text("url.path", "/api/item/" + random.nextInt(10_000)));
            span.addAttributes(Otlp.number("http.response.status_code", failed ? 500 : 200));
            span.addAttributes(Otlp.text("client.address", "10.0." + random.nextInt(16) + ".7"));
            span.addAttributes(Otlp.number("thread.id", random.nextInt(64)));
        }
        if (failed) {
            span.setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR));
            span.addEvents(
                    Span.Event.newBuilder()
                            .setName("exception")
                            .setTimeUnixNano(start + duration / 2)
                            .addAttributes(
                                    Otlp.text("exception.type", "java.lang.IllegalStateException"))
                            .addAttributes(Otlp.text("exception.message", "payment declined")));
        }
        return span.build();
    }
}
