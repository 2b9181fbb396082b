package dev.trine.protocol.prometheus;

import com.google.protobuf.TextFormat;
import dev.trine.ingest.BatchMemory;
import dev.trine.ingest.DecodeTurns;
import dev.trine.ingest.Ingest;
import dev.trine.ingest.IngestLimits;
import dev.trine.ingest.RejectionLog;
import dev.trine.ingest.Rejections;
import dev.trine.model.Clock;
import dev.trine.net.HttpListener;
import dev.trine.net.HttpServer;
import dev.trine.net.NetLimits;
import dev.trine.net.Routes;
import dev.trine.protocol.MetricQueries;
import dev.trine.protocol.otlp.OtlpDecoder;
import dev.trine.protocol.otlp.OtlpLimits;
import dev.trine.query.exec.QueryLimits;
import dev.trine.query.metrics.series.Translation;
import dev.trine.query.promql.function.EvaluationOptions;
import dev.trine.query.promql.parse.Features;
import dev.trine.self.MetricRegistry;
import dev.trine.storage.Storage;
import dev.trine.storage.StorageOptions;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
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

/// Everything that speaks Prometheus's protocols behind a listener on a free port.
final class PrometheusServer implements AutoCloseable {
    /// The time it is: a minute after the fixture's first point.
    static final long NOW_MS = 1_700_000_060_000L;

    final Storage storage;
    private final MetricQueries queries;
    private final HttpServer server;
    private final Ingest ingest;
    private final HttpListener listener = new HttpListener("--listen.test", "127.0.0.1", 0);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    PrometheusServer(Path folder, StorageOptions.Mode mode) throws Exception {
        this(folder, mode, IngestLimits.DEFAULT);
    }

    PrometheusServer(Path folder, StorageOptions.Mode mode, IngestLimits limits) throws Exception {
        Clock clock = new FixedClock();
        storage =
                Storage.open(
                        new StorageOptions(
                                folder,
                                mode,
                                StorageOptions.Ack.SYNCED,
                                Optional.of(256L << 20),
                                Optional.empty()),
                        clock,
                        new MetricRegistry());
        ingest = new Ingest(storage, limits, clock, new MetricRegistry());
        queries =
                MetricQueries.of(
                        storage,
                        clock,
                        new QueryLimits(2, 8, 10_000, 64 << 20),
                        Translation.DEFAULT,
                        Features.all());
        Routes routes = new Routes();
        new PrometheusApi(
                        queries,
                        storage,
                        clock,
                        new PrometheusOptions(
                                Features.all(),
                                EvaluationOptions.standard(),
                                mode == StorageOptions.Mode.DISK,
                                Map.of("retention.size", "256MiB")),
                        "0.0.0-test")
                .addTo(routes);
        new RemoteWrite(
                        ingest,
                        new DecodeTurns(),
                        new BatchMemory(64 << 20),
                        new RejectionLog(clock),
                        clock,
                        1_000)
                .addTo(routes);
        server = new HttpServer(NetLimits.forHeap(64 << 20), new MetricRegistry());
        server.open(List.of(listener), routes);
    }

    private static final class FixedClock implements Clock {
        @Override
        public long unixNanos() {
            return NOW_MS * 1_000_000;
        }

        @Override
        public long monotonicNanos() {
            return System.nanoTime();
        }
    }

    /// Stores an OTLP request in protobuf text form, as a client would have sent it.
    void loadOtlp(String file) throws Exception {
        ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
        TextFormat.merge(resource(file), request);
        byte[] bytes = request.build().toByteArray();
        ingest.append(
                new OtlpDecoder(OtlpLimits.DEFAULT).metrics(bytes, bytes.length).batch(),
                Rejections.NONE);
    }

    static String resource(String name) throws Exception {
        try (InputStream in = PrometheusServer.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    HttpResponse<String> send(String method, String path) throws Exception {
        return client.send(
                request(path).method(method, HttpRequest.BodyPublishers.noBody()).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> write(byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request =
                request("/api/v1/write").POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<byte[]> post(String path, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request =
                request(path).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port(listener) + path));
    }

    @Override
    public void close() {
        client.shutdownNow();
        try {
            server.stop(2_000);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        queries.close();
        storage.close();
    }
}
