package dev.trine.api;

import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import dev.trine.ingest.BatchMemory;
import dev.trine.ingest.DecodeTurns;
import dev.trine.ingest.Ingest;
import dev.trine.ingest.IngestLimits;
import dev.trine.ingest.RejectionLog;
import dev.trine.ingest.Rejections;
import dev.trine.model.Batch;
import dev.trine.model.Clock;
import dev.trine.model.Signal;
import dev.trine.net.FailureForms;
import dev.trine.net.HttpListener;
import dev.trine.net.HttpServer;
import dev.trine.net.NetLimits;
import dev.trine.net.Routes;
import dev.trine.protocol.MetricQueries;
import dev.trine.protocol.otlp.OtlpDecoder;
import dev.trine.protocol.otlp.OtlpLimits;
import dev.trine.protocol.tinyobs.ServedBy;
import dev.trine.protocol.tinyobs.TinyobsApi;
import dev.trine.query.exec.QueryLimits;
import dev.trine.query.metrics.series.Translation;
import dev.trine.query.promql.parse.Features;
import dev.trine.self.MetricRegistry;
import dev.trine.storage.Storage;
import dev.trine.storage.StorageOptions;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The API behind a listener on a free port.
final class ApiServer implements AutoCloseable {
    /// The time it is: an hour after the fixture's first span.
    static final long NOW = 1_700_003_600_000_000_000L;

    static final QueryLimits LIMITS = new QueryLimits(2, 8, 10_000, 64 << 20);

    final Storage storage;
    final Routes routes = new Routes();
    private final Ingest ingest;
    private final RestApi api;
    private final MetricQueries queries;
    private final TinyobsApi tinyobs;
    private final HttpServer server;
    private final HttpListener listener = new HttpListener("--listen.test", "127.0.0.1", 0);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final OtlpDecoder decoder = new OtlpDecoder(OtlpLimits.DEFAULT);

    /// Over a storage in memory.
    ApiServer(QueryLimits limits) throws Exception {
        this(limits, Path.of("data"), StorageOptions.Mode.MEMORY);
    }

    ApiServer(QueryLimits limits, Path folder, StorageOptions.Mode mode) throws Exception {
        StorageOptions options =
                new StorageOptions(
                        folder,
                        mode,
                        StorageOptions.Ack.SYNCED,
                        Optional.of(256L << 20),
                        Optional.empty());
        Clock clock = new FixedClock();
        storage = Storage.open(options, clock, new MetricRegistry());
        ServerFacts facts =
                new ServerFacts(
                        "0.0.0-test",
                        NOW - 60_000_000_000L,
                        false,
                        options,
                        () -> Map.of("http", "127.0.0.1:5002"));
        ingest = new Ingest(storage, IngestLimits.DEFAULT, clock, new MetricRegistry());
        RejectionLog rejections = new RejectionLog(clock);
        rejections.add(Optional.of(Signal.LOGS), "OTLP/HTTP JSON", 400, "bad", "do better");
        api = new RestApi(storage, clock, limits, facts, ingest, rejections);
        api.addTo(routes, FailureForms.json());
        queries = MetricQueries.of(storage, clock, limits, Translation.DEFAULT, Features.all());
        tinyobs =
                new TinyobsApi(
                        storage,
                        queries,
                        ingest,
                        new DecodeTurns(),
                        new BatchMemory(64 << 20),
                        rejections,
                        clock,
                        1_000,
                        new ServedBy("0.0.0-test", Optional.empty()));
        tinyobs.addTo(routes);
        server = new HttpServer(NetLimits.forHeap(64 << 20), new MetricRegistry());
        server.open(List.of(listener), routes);
    }

    private static final class FixedClock implements Clock {
        @Override
        public long unixNanos() {
            return NOW;
        }

        @Override
        public long monotonicNanos() {
            return System.nanoTime();
        }
    }

    /// Stores what a file in `fixture/` has, as a client would have sent it.
    void load(String file) throws Exception {
        append(file, resource("fixture/" + file));
    }

    /// Stores a request in protobuf text form.
    ///
    /// @param kind ends in traces, logs or metrics, then `.textproto`
    void append(String kind, String request) throws Exception {
        ingest.append(decode(kind, request), Rejections.NONE);
    }

    private Batch decode(String kind, String request) throws Exception {
        if (kind.endsWith("traces.textproto")) {
            byte[] bytes = bytes(request, ExportTraceServiceRequest.newBuilder());
            return decoder.traces(bytes, bytes.length).batch();
        }
        if (kind.endsWith("logs.textproto")) {
            byte[] bytes = bytes(request, ExportLogsServiceRequest.newBuilder());
            return decoder.logs(bytes, bytes.length, NOW).batch();
        }
        byte[] bytes = bytes(request, ExportMetricsServiceRequest.newBuilder());
        return decoder.metrics(bytes, bytes.length).batch();
    }

    private static byte[] bytes(String text, Message.Builder builder) throws Exception {
        TextFormat.merge(text, builder);
        return builder.build().toByteArray();
    }

    static String resource(String name) throws Exception {
        try (InputStream in = ApiServer.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port(listener) + path);
    }

    HttpResponse<String> get(String path) throws Exception {
        return send("GET", path);
    }

    HttpResponse<String> send(String method, String path) throws Exception {
        return send(method, path, "");
    }

    /// @param body JSON; empty = none
    HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    <T> HttpResponse<T> get(String path, HttpResponse.BodyHandler<T> handler) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), handler);
    }

    @Override
    public void close() {
        client.shutdownNow();
        try {
            server.stop(2_000);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        tinyobs.close();
        queries.close();
        api.close();
        storage.close();
    }
}
