package dev.trine.acceptance;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/// A client that sends one signal's numbered items until the server dies, and reads them back.
///
/// An item's time is the round's start plus its number in microseconds, so that a round can be read
/// back by itself.
final class LedgerWriter implements Runnable {
    private static final int MAX_ITEMS = 50;
    private static final long PAUSE_MS = 2;

    private final TrineServer server;
    private final String signal;
    private final String client;
    private final long roundNanos;
    private final Ledger ledger = new Ledger();
    private final Random random;
    private volatile boolean stopped;

    LedgerWriter(TrineServer server, String signal, String client, long roundNanos, long seed) {
        this.server = server;
        this.signal = signal;
        this.client = client;
        this.roundNanos = roundNanos;
        this.random = new Random(seed);
    }

    Ledger ledger() {
        return ledger;
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                int count = 1 + random.nextInt(MAX_ITEMS);
                long first = ledger.take(count);
                if (server.export(signal, "application/x-protobuf", request(first, count))
                                .statusCode()
                        == 200) {
                    ledger.acknowledge(first, count);
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            }
        } catch (IOException e) {
            stopped = true; // the server was killed: what this round is about
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Reads back from a server what it holds of this client's items, and judges it.
    void judge(TrineServer reader) throws IOException, InterruptedException {
        String range =
                "start=" + roundNanos + "&end=" + (roundNanos + TimeUnit.SECONDS.toNanos(60));
        List<Long> found = new ArrayList<>();
        switch (signal) {
            case "traces" -> {
                for (JsonNode span :
                        reader.jsonPages("/api/spans?limit=1000&service=" + client + "&" + range)) {
                    found.add(Long.parseUnsignedLong(span.get("spanId").asString(), 16));
                }
            }
            case "logs" -> {
                for (JsonNode log :
                        reader.jsonPages("/api/logs?limit=1000&service=" + client + "&" + range)) {
                    found.add(Long.parseLong(log.get("body").get("stringValue").asString()));
                }
            }
            case "metrics" -> {
                if (ledger.acknowledged() > 0) {
                    JsonNode metric =
                            reader.json("/api/metrics/ledger?service=" + client + "&" + range);
                    for (JsonNode series : metric.get("series")) {
                        series.get("datapoints")
                                .forEach(point -> found.add(point.get("value").asLong()));
                    }
                }
            }
            default -> throw new IllegalStateException(signal);
        }
        ledger.judge(client, found);
    }

    private byte[] request(long first, int count) {
        return switch (signal) {
            case "traces" -> traces(first, count);
            case "logs" -> logs(first, count);
            case "metrics" -> metrics(first, count);
            default -> throw new IllegalStateException(signal);
        };
    }

    private long time(long item) {
        return roundNanos + item * 1_000;
    }

    private Resource resource() {
        return Resource.newBuilder()
                .addAttributes(
                        KeyValue.newBuilder()
                                .setKey("service.name")
                                .setValue(AnyValue.newBuilder().setStringValue(client)))
                .build();
    }

    private byte[] traces(long first, int count) {
        ScopeSpans.Builder scope = ScopeSpans.newBuilder();
        for (long item = first; item < first + count; item++) {
            byte[] id = ByteBuffer.allocate(16).putLong(roundNanos).putLong(item).array();
            scope.addSpans(
                    Span.newBuilder()
                            .setTraceId(ByteString.copyFrom(id))
                            .setSpanId(ByteString.copyFrom(id, 8, 8))
                            .setName("ledger")
                            .setStartTimeUnixNano(time(item))
                            .setEndTimeUnixNano(time(item) + 500));
        }
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        request.addResourceSpansBuilder().setResource(resource()).addScopeSpans(scope);
        return request.build().toByteArray();
    }

    private byte[] logs(long first, int count) {
        ScopeLogs.Builder scope = ScopeLogs.newBuilder();
        for (long item = first; item < first + count; item++) {
            scope.addLogRecords(
                    LogRecord.newBuilder()
                            .setTimeUnixNano(time(item))
                            .setBody(AnyValue.newBuilder().setStringValue(Long.toString(item))));
        }
        ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
        request.addResourceLogsBuilder().setResource(resource()).addScopeLogs(scope);
        return request.build().toByteArray();
    }

    private byte[] metrics(long first, int count) {
        Metric.Builder metric = Metric.newBuilder().setName("ledger");
        for (long item = first; item < first + count; item++) {
            metric.getGaugeBuilder()
                    .addDataPoints(
                            NumberDataPoint.newBuilder()
                                    .setTimeUnixNano(time(item))
                                    .setAsInt(item));
        }
        ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
        request.addResourceMetricsBuilder()
                .setResource(resource())
                .addScopeMetrics(ScopeMetrics.newBuilder().addMetrics(metric));
        return request.build().toByteArray();
    }
}
