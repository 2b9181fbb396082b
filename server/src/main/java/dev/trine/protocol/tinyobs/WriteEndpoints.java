package dev.trine.protocol.tinyobs;

import dev.trine.ingest.BatchMemory;
import dev.trine.ingest.DecodeTurns;
import dev.trine.ingest.Ingest;
import dev.trine.ingest.RejectionLog;
import dev.trine.ingest.Rejections;
import dev.trine.model.Clock;
import dev.trine.model.MetricBatch;
import dev.trine.model.Signal;
import dev.trine.net.Exchange;
import dev.trine.net.HttpFailure;
import dev.trine.net.JsonAnswer;
import dev.trine.storage.StorageUnavailableException;
import dev.trine.wire.MalformedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JsonGenerator;

/// What writes: `/ingest` and `/v1/ingest`, which take a request whole or not at all but for series that
/// are one too many, and `/v1/import`, which leaves out what is faulty and says so.
final class WriteEndpoints {
    /// As long as a sender may wait for other series to be forgotten.
    private static final int RETRY_SECONDS = 60;

    private static final String ADVICE =
            "send {\"metrics\":[{\"name\",\"value\",\"timestamp\",\"labels\"}]} as"
                    + " application/json, at most 1,000 of them in one request";

    private final Ingest ingest;
    private final DecodeTurns turns;
    private final BatchMemory memory;
    private final RejectionLog rejectionLog;
    private final Clock clock;
    private final int importedSamples;

    /// @param importedSamples of one import
    WriteEndpoints(
            Ingest ingest,
            DecodeTurns turns,
            BatchMemory memory,
            RejectionLog rejectionLog,
            Clock clock,
            int importedSamples) {
        this.ingest = ingest;
        this.turns = turns;
        this.memory = memory;
        this.rejectionLog = rejectionLog;
        this.clock = clock;
        this.importedSamples = importedSamples;
    }

    /// Notes a refusal for the people who look for their data.
    void note(int status, String problem) {
        rejectionLog.add(Optional.of(Signal.METRICS), "plain JSON", status, problem, ADVICE);
    }

    void ingest(Exchange exchange) throws HttpFailure, IOException, InterruptedException {
        JsonBody.require(exchange);
        Exchange.Body body = exchange.body();
        try (Arrived arrived = decodeInTurn(body, SampleLimits.SAMPLES)) {
            SamplesRead read = arrived.read;
            if (read.faulty() > 0) {
                refuseAll(read);
                throw ReadParameters.bad("Invalid " + read.problems().getFirst());
            }
            answerIngest(exchange, read.samples(), ingest.append(read.batch(), Rejections.NONE));
        } catch (StorageUnavailableException unavailable) {
            throw busy(unavailable);
        }
    }

    /// Counts what was refused; nothing is stored.
    private void refuseAll(SamplesRead read)
            throws StorageUnavailableException, InterruptedException {
        ingest.append(new MetricBatch(0), new Rejections(read.samples(), List.of()));
    }

    private void answerIngest(Exchange exchange, int samples, Rejections rejections)
            throws IOException {
        int status = status(rejections);
        if (status != 200) {
            note(status, rejections.message());
        }
        if (status == 429) {
            exchange.responseHeader("Retry-After", Integer.toString(RETRY_SECONDS));
        }
        respond(
                exchange,
                status,
                out -> {
                    out.writeStartObject();
                    out.writeStringProperty("status", status == 200 ? "success" : "error");
                    out.writeNumberProperty("count", samples - rejections.count());
                    if (rejections.count() > 0) {
                        out.writeNumberProperty("rejected", rejections.count());
                        out.writeStringProperty("error", rejections.message());
                    }
                    out.writeEndObject();
                });
    }

    /// What can't be stored now may be later when it met a limit, and never when it is too old.
    private static int status(Rejections rejections) {
        if (rejections.count() == 0) {
            return 200;
        }
        return rejections.overLimit() > 0 ? 429 : 400;
    }

    void importAll(Exchange exchange) throws HttpFailure, IOException, InterruptedException {
        JsonBody.require(exchange);
        Exchange.Body body = exchange.body();
        try (Arrived arrived = decodeInTurn(body, importedSamples)) {
            SamplesRead read = arrived.read;
            Rejections rejections =
                    ingest.append(read.batch(), new Rejections(read.faulty(), read.problems()));
            if (rejections.count() > 0) {
                note(status(rejections), rejections.message());
            }
            respond(exchange, 200, out -> imported(out, read, rejections));
        } catch (StorageUnavailableException unavailable) {
            throw busy(unavailable);
        }
    }

    private void imported(JsonGenerator out, SamplesRead read, Rejections rejections) {
        long stored = read.samples() - rejections.count();
        out.writeStartObject();
        out.writeNumberProperty("metrics_imported", stored);
        out.writeNumberProperty("batches_written", stored > 0 ? 1 : 0);
        out.writeStringProperty(
                "time_range",
                read.firstMs() > read.lastMs()
                        ? "empty"
                        : TimeText.of(read.firstMs()) + " to " + TimeText.of(read.lastMs()));
        out.writeStringProperty("imported_at", TimeText.of(clock.unixNanos() / 1_000_000));
        out.writeNumberProperty("rejected", rejections.count());
        out.writeArrayPropertyStart("errors");
        rejections.reasons().forEach(out::writeString);
        out.writeEndArray();
        out.writeEndObject();
    }

    private static HttpFailure busy(StorageUnavailableException unavailable) {
        return new HttpFailure(
                503,
                String.valueOf(unavailable.getMessage()),
                OptionalInt.of(unavailable.retryAfterSeconds()));
    }

    private record Arrived(SamplesRead read, BatchMemory.Share memory) implements AutoCloseable {
        @Override
        public void close() {
            memory.close();
        }
    }

    /// Decodes in turn, and keeps the turn until the memory of the result is taken.
    private Arrived decodeInTurn(Exchange.Body body, int maxSamples)
            throws HttpFailure, InterruptedException {
        try (DecodeTurns.Turn _ = turns.take()) {
            SamplesRead read =
                    SampleReader.read(
                            body.bytes(), body.length(), clock.unixNanos() / 1_000_000, maxSamples);
            return new Arrived(read, memory.take(read.batch()));
        } catch (MalformedException malformed) {
            throw ReadParameters.bad("Invalid JSON: " + malformed.getMessage());
        } catch (StorageUnavailableException unavailable) {
            throw busy(unavailable);
        }
    }

    private static void respond(Exchange exchange, int status, JsonAnswer.Content content)
            throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(256);
        JsonAnswer.write(body, content);
        exchange.respond(status, JsonAnswer.TYPE, body.toByteArray());
    }
}
