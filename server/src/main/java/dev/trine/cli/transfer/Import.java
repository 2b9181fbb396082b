package dev.trine.cli.transfer;

import dev.trine.model.Batch;
import dev.trine.model.Signal;
import dev.trine.protocol.otlp.Decoded;
import dev.trine.protocol.otlp.OtlpDecoder;
import dev.trine.protocol.otlp.json.OtlpJsonTranscoder;
import dev.trine.storage.Storage;
import dev.trine.storage.StorageUnavailableException;
import dev.trine.wire.MalformedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Stores lines, each an OTLP export request in JSON. What an export wrote comes back as it was. Not
/// safe for use by several threads.
public final class Import {
    /// The name of the one property of a request comes within the first bytes.
    private static final int HEAD_BYTES = 256;

    private static final int ATTEMPTS = 60;

    private final OtlpJsonTranscoder transcoder = new OtlpJsonTranscoder();
    private final OtlpDecoder decoder = OtlpDecoder.restoring();
    private final Storage storage;
    private final long nowNanos;
    private final Map<Signal, Long> rows = new EnumMap<>(Signal.class);
    private long refused;
    private String firstRefusal = "";

    /// @param nowNanos the time of log records that have none
    public Import(Storage storage, long nowNanos) {
        this.storage = storage;
        this.nowNanos = nowNanos;
    }

    /// What was stored, and what was not.
    ///
    /// @param refused records that the decoder refused
    /// @param firstRefusal why the first of them was
    public record Result(Map<Signal, Long> rows, long refused, String firstRefusal) {}

    /// Stores all lines of some signals; empty lines are passed over.
    ///
    /// @throws IOException when a line can't be read or stored, naming its number; those before are
    ///     stored
    public Result run(InputStream in, Set<Signal> signals)
            throws IOException, InterruptedException {
        LineReader lines = new LineReader(in);
        for (long number = 1; lines.next(); number++) {
            if (lines.length() == 0) {
                continue;
            }
            try {
                Signal signal = signal(lines);
                if (signals.contains(signal)) {
                    store(signal, lines);
                }
            } catch (MalformedException e) {
                throw new IOException("line " + number + ": " + e.getMessage(), e);
            } catch (StorageUnavailableException e) {
                throw new IOException("line " + number + " can't be stored: " + e.getMessage(), e);
            }
        }
        return new Result(Map.copyOf(rows), refused, firstRefusal);
    }

    private static Signal signal(LineReader lines) throws MalformedException {
        String head =
                new String(
                        lines.line(),
                        0,
                        Math.min(HEAD_BYTES, lines.length()),
                        StandardCharsets.UTF_8);
        Optional<Signal> signal = Optional.empty();
        if (head.matches("(?s)\\s*\\{\\s*\"resource_?[sS]pans\".*")) {
            signal = Optional.of(Signal.TRACES);
        } else if (head.matches("(?s)\\s*\\{\\s*\"resource_?[lL]ogs\".*")) {
            signal = Optional.of(Signal.LOGS);
        } else if (head.matches("(?s)\\s*\\{\\s*\"resource_?[mM]etrics\".*")) {
            signal = Optional.of(Signal.METRICS);
        }
        return signal.orElseThrow(() ->
                new MalformedException(
                        0, "no OTLP export request: expected {\"resourceSpans\": [...] and so on"));
    }

    private void store(Signal signal, LineReader lines)
            throws MalformedException, StorageUnavailableException, InterruptedException {
        byte[] request =
                switch (signal) {
                    case TRACES -> transcoder.traces(lines.line(), lines.length());
                    case LOGS -> transcoder.logs(lines.line(), lines.length());
                    case METRICS -> transcoder.metrics(lines.line(), lines.length());
                };
        Decoded<? extends Batch> decoded =
                switch (signal) {
                    case TRACES -> decoder.traces(request, request.length);
                    case LOGS -> decoder.logs(request, request.length, nowNanos);
                    case METRICS -> decoder.metrics(request, request.length);
                };
        if (decoded.rejections().count() > 0) {
            refused += decoded.rejections().count();
            firstRefusal = firstRefusal.isEmpty() ? decoded.rejections().message() : firstRefusal;
        }
        if (decoded.batch().rows() > 0) {
            append(decoded.batch());
            rows.merge(signal, (long) decoded.batch().rows(), Long::sum);
        }
    }

    /// Storage may be short of memory or disk for a while: there is nobody else to try again.
    private void append(Batch batch) throws StorageUnavailableException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                storage.append(batch);
                return;
            } catch (StorageUnavailableException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                Thread.sleep(1000L);
            }
        }
    }
}
