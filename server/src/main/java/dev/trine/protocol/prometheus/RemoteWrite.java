package dev.trine.protocol.prometheus;

import dev.trine.ingest.BatchMemory;
import dev.trine.ingest.DecodeTurns;
import dev.trine.ingest.Ingest;
import dev.trine.ingest.RejectionLog;
import dev.trine.ingest.Rejections;
import dev.trine.model.Clock;
import dev.trine.model.Signal;
import dev.trine.net.Exchange;
import dev.trine.net.FailureForms;
import dev.trine.net.HttpFailure;
import dev.trine.net.Routes;
import dev.trine.storage.StorageUnavailableException;
import dev.trine.wire.MalformedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// The receiver of Prometheus's remote write, versions 1.0 and 2.0.
///
/// What can't be stored is answered with 400 while the rest of the request is; nothing is dropped
/// under a success. Samples may come in any order and of any age that is still kept. A sample at a
/// time that another request has filled is not noticed: the one stored first is what queries see.
public final class RemoteWrite {
    private static final String MEDIA_TYPE = "application/x-protobuf";
    private static final String FIRST = "prometheus.WriteRequest";
    private static final String SECOND = "io.prometheus.write.v2.Request";
    private static final String HEADER = "X-Prometheus-Remote-Write-";
    private static final String ADVICE =
            "send to /api/v1/write as a Prometheus server does; samples that were refused are not"
                    + " to be sent again";
    private static final int RETRY_SECONDS = 60;

    private final Ingest ingest;
    private final BatchMemory batchMemory;
    private final RejectionLog rejectionLog;
    private final Clock clock;
    private final DecodeTurns turns;
    private final int rows;
    private final KnownSeries known = new KnownSeries(KnownSeries.SETS);

    /// @param turns shared by all protocols
    /// @param batchMemory likewise
    /// @param rows samples, histograms and families of one request; those beyond are refused
    public RemoteWrite(
            Ingest ingest,
            DecodeTurns turns,
            BatchMemory batchMemory,
            RejectionLog rejectionLog,
            Clock clock,
            int rows) {
        this.ingest = ingest;
        this.turns = turns;
        this.rows = rows;
        this.batchMemory = batchMemory;
        this.rejectionLog = rejectionLog;
        this.clock = clock;
    }

    /// Adds the paths: Prometheus's and Mimir's.
    public void addTo(Routes routes) {
        Routes.FailureForm text = FailureForms.text();
        Routes.FailureForm noted =
                (exchange, failure) -> {
                    note(failure.status(), failure.getMessage());
                    text.respond(exchange, failure);
                };
        for (String path : List.of("/api/v1/write", "/api/v1/push")) {
            routes.add("POST", path, this::write, noted);
            routes.add("POST", "/prometheus" + path, this::write, noted);
        }
    }

    private void note(int status, String problem) {
        rejectionLog.add(
                Optional.of(Signal.METRICS), "Prometheus remote write", status, problem, ADVICE);
    }

    private void write(Exchange exchange) throws HttpFailure, IOException, InterruptedException {
        boolean second = isSecond(exchange.header("Content-Type").orElse(MEDIA_TYPE));
        String coding = exchange.header("Content-Encoding").orElse("").strip();
        if (!coding.isEmpty() && !coding.equalsIgnoreCase("snappy")) {
            throw new HttpFailure(
                    415,
                    coding
                            + " encoding (compression) is not accepted by this server; only snappy"
                            + " is acceptable");
        }
        if (second) {
            written(exchange, 0, 0, 0);
        }
        Exchange.Body body = exchange.body("snappy");
        WriteResult result = store(body, second);
        if (second) {
            written(exchange, result.samples(), result.histograms(), result.exemplars());
        }
        if (result.isWhole()) {
            exchange.respond(204, "", new byte[0]);
        } else {
            refuse(exchange, result);
        }
    }

    /// Refused are points of new metrics and series only when there are too many: then the same may be
    /// sent again later.
    private void refuse(Exchange exchange, WriteResult result) throws IOException {
        String problem = result.problem();
        int status = result.isOverLimit() ? 429 : 400;
        note(status, problem);
        if (status == 429) {
            exchange.responseHeader("Retry-After", Integer.toString(RETRY_SECONDS));
        }
        exchange.respond(
                status,
                "text/plain; charset=utf-8",
                (problem + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void written(Exchange exchange, long samples, long histograms, long exemplars) {
        exchange.responseHeader(HEADER + "Samples-Written", Long.toString(samples));
        exchange.responseHeader(HEADER + "Histograms-Written", Long.toString(histograms));
        exchange.responseHeader(HEADER + "Exemplars-Written", Long.toString(exemplars));
    }

    /// Whether a media type names the second version.
    private static boolean isSecond(String contentType) throws HttpFailure {
        String[] parts = contentType.split(";", -1);
        if (!parts[0].strip().toLowerCase(Locale.ROOT).equals(MEDIA_TYPE)) {
            throw new HttpFailure(
                    415,
                    "expected "
                            + MEDIA_TYPE
                            + " as the first (media) part, got "
                            + contentType
                            + " content-type");
        }
        for (int i = 1; i < parts.length; i++) {
            String[] pair = parts[i].strip().split("=", 2);
            if (pair.length == 2 && pair[0].equalsIgnoreCase("proto")) {
                if (!pair[1].equals(FIRST) && !pair[1].equals(SECOND)) {
                    throw new HttpFailure(
                            415,
                            "got "
                                    + contentType
                                    + " content type; unknown remote write protobuf message "
                                    + pair[1]
                                    + ", supported: "
                                    + FIRST
                                    + ", "
                                    + SECOND);
                }
                return pair[1].equals(SECOND);
            }
        }
        return false;
    }

    private WriteResult store(Exchange.Body body, boolean second)
            throws HttpFailure, InterruptedException {
        try (Arrived arrived = decodeInTurn(body, second)) {
            WriteResult result = arrived.result;
            Rejections rejections =
                    ingest.append(
                            result.batch(),
                            result.refused() == 0
                                    ? Rejections.NONE
                                    : new Rejections(result.refused(), List.of()));
            result.refuseStored(rejections);
            return result;
        } catch (MalformedException malformed) {
            throw new HttpFailure(400, "the request is no remote write: " + malformed.getMessage());
        } catch (StorageUnavailableException unavailable) {
            throw new HttpFailure(
                    503,
                    String.valueOf(unavailable.getMessage()),
                    OptionalInt.of(unavailable.retryAfterSeconds()));
        }
    }

    private record Arrived(WriteResult result, BatchMemory.Share memory) implements AutoCloseable {
        @Override
        public void close() {
            memory.close();
        }
    }

    /// Decodes in turn, and keeps the turn until the memory of the result is taken.
    private Arrived decodeInTurn(Exchange.Body body, boolean second)
            throws MalformedException, StorageUnavailableException, InterruptedException {
        try (DecodeTurns.Turn _ = turns.take()) {
            long nowMs = clock.unixNanos() / 1_000_000;
            WriteResult result =
                    second
                            ? WriteRequestReader.second(
                                    body.bytes(), body.length(), nowMs, rows, known)
                            : WriteRequestReader.first(
                                    body.bytes(), body.length(), nowMs, rows, known);
            return new Arrived(result, batchMemory.take(result.batch()));
        }
    }
}
