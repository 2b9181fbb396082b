package dev.trine.demo;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// Receives OTLP over HTTP as the generated classes decode it, and keeps everything in memory.
public final class OtlpSink implements AutoCloseable {
    public record Sent<T>(String service, Resource resource, T item) {}

    private final HttpServer server;
    private final List<Sent<Span>> spans = new CopyOnWriteArrayList<>();
    private final List<Sent<LogRecord>> logs = new CopyOnWriteArrayList<>();
    private final List<Sent<Metric>> metrics = new CopyOnWriteArrayList<>();

    public OtlpSink() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/traces", exchange -> receive(exchange, this::traces));
        server.createContext("/v1/logs", exchange -> receive(exchange, this::logs));
        server.createContext("/v1/metrics", exchange -> receive(exchange, this::metrics));
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public List<Sent<Span>> spans() {
        return spans;
    }

    public List<Sent<LogRecord>> logs() {
        return logs;
    }

    public List<Sent<Metric>> metrics() {
        return metrics;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private interface Decoder {
        void decode(byte[] body) throws InvalidProtocolBufferException;
    }

    private static void receive(HttpExchange exchange, Decoder decoder) throws IOException {
        try (exchange) {
            decoder.decode(exchange.getRequestBody().readAllBytes());
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void traces(byte[] body) throws InvalidProtocolBufferException {
        for (var resource : ExportTraceServiceRequest.parseFrom(body).getResourceSpansList()) {
            for (var scope : resource.getScopeSpansList()) {
                scope.getSpansList().forEach(s -> spans.add(sent(resource.getResource(), s)));
            }
        }
    }

    private void logs(byte[] body) throws InvalidProtocolBufferException {
        for (var resource : ExportLogsServiceRequest.parseFrom(body).getResourceLogsList()) {
            for (var scope : resource.getScopeLogsList()) {
                scope.getLogRecordsList().forEach(l -> logs.add(sent(resource.getResource(), l)));
            }
        }
    }

    private void metrics(byte[] body) throws InvalidProtocolBufferException {
        for (var resource : ExportMetricsServiceRequest.parseFrom(body).getResourceMetricsList()) {
            for (var scope : resource.getScopeMetricsList()) {
                scope.getMetricsList().forEach(m -> metrics.add(sent(resource.getResource(), m)));
            }
        }
    }

    private static <T> Sent<T> sent(Resource resource, T item) {
        return new Sent<>(text(resource.getAttributesList(), "service.name"), resource, item);
    }

    public static String text(List<KeyValue> attributes, String key) {
        for (KeyValue attribute : attributes) {
            if (attribute.getKey().equals(key)) {
                return attribute.getValue().getStringValue();
            }
        }
        return "";
    }
}
