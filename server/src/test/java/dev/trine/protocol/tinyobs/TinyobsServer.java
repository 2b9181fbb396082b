package dev.trine.protocol.tinyobs;

import dev.trine.ingest.BatchMemory;
import dev.trine.ingest.DecodeTurns;
import dev.trine.ingest.Ingest;
import dev.trine.ingest.IngestLimits;
import dev.trine.ingest.RejectionLog;
import dev.trine.model.Clock;
import dev.trine.net.HttpListener;
import dev.trine.net.HttpServer;
import dev.trine.net.NetLimits;
import dev.trine.net.Routes;
import dev.trine.protocol.MetricQueries;
import dev.trine.query.exec.QueryLimits;
import dev.trine.query.metrics.series.Translation;
import dev.trine.query.promql.parse.Features;
import dev.trine.self.MetricRegistry;
import dev.trine.storage.Storage;
import dev.trine.storage.StorageOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The API behind a listener on a free port, over a storage in memory.
final class TinyobsServer implements AutoCloseable {
    /// The time it is: 2023-11-14T23:13:20Z.
    static final long NOW_MS = 1_700_003_600_000L;

    /// Samples of one import.
    static final int IMPORTED = 1_500;

    final Storage storage;
    final MetricRegistry registry = new MetricRegistry();
    final RejectionLog rejections;
    private final MetricQueries queries;
    private final TinyobsApi api;
    private final HttpServer server;
    private final HttpListener listener = new HttpListener("--listen.test", "127.0.0.1", 0);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    TinyobsServer() throws Exception {
        this(IngestLimits.DEFAULT, new QueryLimits(2, 8, 10_000, 64 << 20));
    }

    TinyobsServer(IngestLimits limits, QueryLimits queryLimits) throws Exception {
        Clock clock = new FixedClock();
        storage =
                Storage.open(
                        new StorageOptions(
                                Path.of("data"),
                                StorageOptions.Mode.MEMORY,
                                StorageOptions.Ack.SYNCED,
                                Optional.of(256L << 20),
                                Optional.empty()),
                        clock,
                        new MetricRegistry());
        rejections = new RejectionLog(clock);
        queries =
                MetricQueries.of(storage, clock, queryLimits, Translation.DEFAULT, Features.all());
        Routes routes = new Routes();
        api =
                new TinyobsApi(
                        storage,
                        queries,
                        new Ingest(storage, limits, clock, registry),
                        new DecodeTurns(),
                        new BatchMemory(64 << 20),
                        rejections,
                        clock,
                        IMPORTED,
                        new ServedBy("0.0.0-test", Optional.of(256L << 20)));
        api.addTo(routes);
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

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port(listener) + path);
    }

    /// @param body JSON; empty = none
    HttpResponse<String> send(String method, String path, String body) throws Exception {
        return send(method, path, body, body.isEmpty() ? "" : "application/json");
    }

    HttpResponse<String> send(String method, String path, String body, String type)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, "");
    }

    void endUpdates() {
        api.close();
    }

    @Override
    public void close() {
        api.close();
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
