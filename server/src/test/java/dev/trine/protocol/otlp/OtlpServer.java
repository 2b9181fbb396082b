package dev.trine.protocol.otlp;

import dev.trine.ingest.BatchMemory;
import dev.trine.ingest.DecodeTurns;
import dev.trine.ingest.Ingest;
import dev.trine.ingest.IngestLimits;
import dev.trine.ingest.RejectionLog;
import dev.trine.model.Clock;
import dev.trine.net.HttpFailure;
import dev.trine.net.HttpListener;
import dev.trine.net.HttpServer;
import dev.trine.net.NetLimits;
import dev.trine.net.Routes;
import dev.trine.self.MetricRegistry;
import dev.trine.storage.Storage;
import dev.trine.storage.StorageOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A server that takes OTLP on a free port and keeps it in memory.
final class OtlpServer implements AutoCloseable {
    private static final Clock CLOCK =
            new Clock() {
                @Override
                public long unixNanos() {
                    return 1_795_180_000_000_000_000L;
                }

                @Override
                public long monotonicNanos() {
                    return System.nanoTime();
                }
            };

    final MetricRegistry registry = new MetricRegistry();
    final RejectionLog rejections = new RejectionLog(CLOCK);
    final Storage storage;
    final Ingest ingest;
    private final HttpServer server = new HttpServer(NetLimits.forHeap(1L << 30), registry);
    private final HttpListener listener = new HttpListener("--listen.test", "127.0.0.1", 0);

    OtlpServer() throws Exception {
        this(IngestLimits.DEFAULT);
    }

    OtlpServer(IngestLimits limits) throws Exception {
        this(limits, new BatchMemory(100L << 20), 4, 5_000);
    }

    OtlpServer(IngestLimits limits, BatchMemory batchMemory, int turns, long turnWaitMs)
            throws Exception {
        storage =
                Storage.open(
                        new StorageOptions(
                                Path.of("unused"),
                                StorageOptions.Mode.MEMORY,
                                StorageOptions.Ack.WRITTEN,
                                Optional.empty(),
                                Optional.empty()),
                        CLOCK,
                        registry);
        ingest = new Ingest(storage, limits, CLOCK, registry);
        Routes routes = new Routes();
        OtlpEndpoints endpoints =
                new OtlpEndpoints(
                        new OtlpDecoder(OtlpLimits.DEFAULT),
                        ingest,
                        new DecodeTurns(turns, turnWaitMs),
                        batchMemory,
                        rejections,
                        CLOCK);
        endpoints.add(routes);
        routes.addGrpc(
                "/test.Busy/Call",
                (_, _) -> {
                    throw new HttpFailure(503, "busy: 100% ä ✓", OptionalInt.of(7));
                },
                OtlpServer::details);
        routes.addGrpc(
                "/test.Broken/Call",
                (_, _) -> {
                    throw new IllegalStateException("secret");
                },
                OtlpServer::details);
        server.open(List.of(listener), routes);
    }

    private static byte[] details(int code, String message, OptionalInt retryAfterSeconds) {
        return OtlpResponses.status(code, message, retryAfterSeconds, OtlpEncoding.PROTOBUF);
    }

    int port() {
        return server.port(listener);
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    @Override
    public void close() {
        try {
            server.stop(2_000);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        storage.close();
    }
}
