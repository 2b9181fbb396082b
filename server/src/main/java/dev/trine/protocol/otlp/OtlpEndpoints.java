package dev.trine.protocol.otlp;

import dev.trine.ingest.BatchMemory;
import dev.trine.ingest.DecodeTurns;
import dev.trine.ingest.Ingest;
import dev.trine.ingest.RejectionLog;
import dev.trine.ingest.Rejections;
import dev.trine.model.Batch;
import dev.trine.model.Clock;
import dev.trine.model.Signal;
import dev.trine.net.Exchange;
import dev.trine.net.GrpcStatus;
import dev.trine.net.HttpFailure;
import dev.trine.net.Routes;
import dev.trine.protocol.otlp.json.OtlpJsonTranscoder;
import dev.trine.storage.StorageUnavailableException;
import dev.trine.wire.MalformedException;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/// OTLP as the specification has it, over HTTP in protobuf or JSON and over gRPC, on any listener.
///
/// | path | what |
/// |---|---|
/// | POST `/v1/{traces,logs,metrics}` | OTLP/HTTP |
/// | POST `/v1/traces/v1/traces` (and so on) | the same: what an SDK makes of an endpoint that has the path already |
/// | gRPC `…collector.trace.v1.TraceService/Export` (and so on) | OTLP/gRPC |
/// | `/v1development/profiles`, its gRPC method | 501: Trine stores no profiles |
///
/// Source: OTLP specification 1.11.
public final class OtlpEndpoints {
    private static final String GRPC_PREFIX = "/opentelemetry.proto.collector.";

    private static final String NO_PROFILES =
            "Trine stores no profiles: send traces, logs and metrics";

    private final OtlpDecoder decoder;
    private final OtlpJsonTranscoder transcoder = new OtlpJsonTranscoder();
    private final Ingest ingest;
    private final RejectionLog rejectionLog;
    private final Clock clock;
    private final BatchMemory batchMemory;
    private final DecodeTurns turns;

    /// @param turns shared by all protocols
    /// @param batchMemory likewise
    public OtlpEndpoints(
            OtlpDecoder decoder,
            Ingest ingest,
            DecodeTurns turns,
            BatchMemory batchMemory,
            RejectionLog rejectionLog,
            Clock clock) {
        this.decoder = decoder;
        this.ingest = ingest;
        this.turns = turns;
        this.batchMemory = batchMemory;
        this.rejectionLog = rejectionLog;
        this.clock = clock;
    }

    /// Adds all paths.
    public void add(Routes routes) {
        for (Signal signal : Signal.values()) {
            String path = "/v1/" + signal.label();
            Routes.FailureForm failures = failuresOf(Optional.of(signal));
            routes.add("POST", path, exchange -> export(exchange, signal), failures);
            routes.add("POST", path + path, exchange -> export(exchange, signal), failures);
            routes.addGrpc(
                    GRPC_PREFIX + grpcMethod(signal),
                    (_, message) -> call(signal, message),
                    (code, message, retryAfter) ->
                            grpcDetails(Optional.of(signal), code, message, retryAfter));
        }
        routes.add(
                "POST",
                "/v1development/profiles",
                _ -> {
                    throw new HttpFailure(501, NO_PROFILES);
                },
                failuresOf(Optional.empty()));
        routes.addGrpc(
                GRPC_PREFIX + "profiles.v1development.ProfilesService/Export",
                (_, _) -> {
                    throw new HttpFailure(501, NO_PROFILES);
                },
                (code, message, retryAfter) ->
                        grpcDetails(Optional.empty(), code, message, retryAfter));
    }

    /// Adds the paths at which Prometheus takes OTLP metrics.
    public void addPrometheusPaths(Routes routes) {
        for (String prefix : new String[] {"", "/prometheus"}) {
            routes.add(
                    "POST",
                    prefix + "/api/v1/otlp/v1/metrics",
                    exchange -> export(exchange, Signal.METRICS),
                    failuresOf(Optional.of(Signal.METRICS)));
        }
    }

    /// Adds a refusal of every other POST that says what is wrong with the exporter's endpoint; for
    /// listeners that take nothing but OTLP. To be added last.
    public void addStray(Routes routes) {
        for (String pattern : new String[] {"/", "/{path...}"}) {
            routes.add(
                    "POST",
                    pattern,
                    exchange -> {
                        throw new HttpFailure(
                                404,
                                "no such path: "
                                        + exchange.path()
                                        + " (expected: /v1/traces, /v1/logs or /v1/metrics)");
                    },
                    failuresOf(Optional.empty()));
        }
    }

    private static String grpcMethod(Signal signal) {
        return switch (signal) {
            case TRACES -> "trace.v1.TraceService/Export";
            case LOGS -> "logs.v1.LogsService/Export";
            case METRICS -> "metrics.v1.MetricsService/Export";
        };
    }

    private void export(Exchange exchange, Signal signal)
            throws HttpFailure, IOException, InterruptedException {
        OtlpEncoding encoding =
                OtlpEncoding.ofMediaType(exchange.mediaType())
                        .orElseThrow(() ->
                                new HttpFailure(
                                        415,
                                        "Content-Type "
                                                + exchange.mediaType()
                                                + " is not OTLP (expected: application/x-protobuf"
                                                + " or application/json)"));
        Exchange.Body body = exchange.body();
        Rejections rejections =
                store(
                        signal,
                        body,
                        encoding,
                        "OTLP/HTTP " + (encoding == OtlpEncoding.JSON ? "JSON" : "protobuf"));
        exchange.respond(
                200, encoding.mediaType(), OtlpResponses.success(signal, rejections, encoding));
    }

    private byte[] call(Signal signal, Exchange.Body message)
            throws HttpFailure, InterruptedException {
        return OtlpResponses.success(
                signal,
                store(signal, message, OtlpEncoding.PROTOBUF, "OTLP/gRPC"),
                OtlpEncoding.PROTOBUF);
    }

    private Rejections store(
            Signal signal, Exchange.Body body, OtlpEncoding encoding, String protocol)
            throws HttpFailure, InterruptedException {
        try (Arrived arrived = decodeInTurn(signal, body, encoding)) {
            Rejections rejections =
                    ingest.append(arrived.decoded.batch(), arrived.decoded.rejections());
            for (String reason : rejections.reasons()) {
                rejectionLog.add(Optional.of(signal), protocol, 200, reason, OtlpAdvice.PARTIAL);
            }
            return rejections;
        } catch (MalformedException malformed) {
            throw new HttpFailure(400, "the request is not OTLP: " + malformed.getMessage());
        } catch (StorageUnavailableException unavailable) {
            throw new HttpFailure(
                    503,
                    String.valueOf(unavailable.getMessage()),
                    OptionalInt.of(unavailable.retryAfterSeconds()));
        }
    }

    /// A decoded request and the memory it takes.
    private record Arrived(Decoded<? extends Batch> decoded, BatchMemory.Share memory)
            implements AutoCloseable {
        @Override
        public void close() {
            memory.close();
        }
    }

    /// Decodes in turn, and keeps the turn until the memory of the result is taken.
    private Arrived decodeInTurn(Signal signal, Exchange.Body body, OtlpEncoding encoding)
            throws MalformedException, StorageUnavailableException, InterruptedException {
        try (DecodeTurns.Turn _ = turns.take()) {
            Decoded<? extends Batch> decoded = decode(signal, body, encoding);
            return new Arrived(decoded, batchMemory.take(decoded.batch()));
        }
    }

    private Decoded<? extends Batch> decode(
            Signal signal, Exchange.Body body, OtlpEncoding encoding) throws MalformedException {
        if (body.length() == 0 || encoding == OtlpEncoding.PROTOBUF) {
            return decode(signal, body.bytes(), body.length());
        }
        byte[] rewritten =
                switch (signal) {
                    case TRACES -> transcoder.traces(body.bytes(), body.length());
                    case LOGS -> transcoder.logs(body.bytes(), body.length());
                    case METRICS -> transcoder.metrics(body.bytes(), body.length());
                };
        return decode(signal, rewritten, rewritten.length);
    }

    private Decoded<? extends Batch> decode(Signal signal, byte[] request, int length)
            throws MalformedException {
        return switch (signal) {
            case TRACES -> decoder.traces(request, length);
            case LOGS -> decoder.logs(request, length, clock.unixNanos());
            case METRICS -> decoder.metrics(request, length);
        };
    }

    private Routes.FailureForm failuresOf(Optional<Signal> signal) {
        return (exchange, failure) -> {
            OtlpEncoding encoding =
                    OtlpEncoding.ofMediaType(exchange.mediaType()).orElse(OtlpEncoding.JSON);
            rejectionLog.add(
                    signal,
                    "OTLP/HTTP",
                    failure.status(),
                    failure.getMessage(),
                    OtlpAdvice.of(failure.status()));
            exchange.respond(
                    failure.status(),
                    encoding.mediaType(),
                    OtlpResponses.status(
                            GrpcStatus.ofHttp(failure.status()),
                            failure.getMessage(),
                            failure.retryAfterSeconds(),
                            encoding));
        };
    }

    private byte[] grpcDetails(
            Optional<Signal> signal, int code, String message, OptionalInt retryAfterSeconds) {
        rejectionLog.add(
                signal,
                "OTLP/gRPC",
                GrpcStatus.toHttp(code),
                message,
                OtlpAdvice.of(GrpcStatus.toHttp(code)));
        return OtlpResponses.status(code, message, retryAfterSeconds, OtlpEncoding.PROTOBUF);
    }
}
