package dev.trine.api;

import dev.trine.model.LogBatch;
import dev.trine.model.TimeRange;
import dev.trine.net.Exchange;
import dev.trine.net.HttpFailure;
import dev.trine.net.JsonAnswer;
import dev.trine.query.filter.LogFilter;
import dev.trine.query.filter.Page;
import dev.trine.storage.Storage;
import dev.trine.storage.Tail;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;

/// `/api/logs/stream`: log records as they arrive, as server-sent events.
///
/// A client that reads slowly makes the write block, the tail behind it fills, and what does not fit
/// is dropped and counted to the client: no stream holds more than [#TAIL_BATCHES] batches.
///
/// Source: <https://html.spec.whatwg.org/multipage/server-sent-events.html>
final class LogStream {
    private static final int MAX_STREAMS = 64;
    private static final int TAIL_BATCHES = 64;
    private static final long PING_MS = 15_000;

    /// The most records of one event: what a browser takes in without a hitch.
    private static final int EVENT_RECORDS = 500;

    private final Storage storage;
    private final Semaphore streams = new Semaphore(MAX_STREAMS);

    LogStream(Storage storage) {
        this.storage = storage;
    }

    void stream(Exchange exchange) throws HttpFailure, IOException, InterruptedException {
        Parameters parameters =
                new Parameters(exchange, "service", "severity", "text", "trace_id", "attribute");
        LogFilter filter = new LogFilter(LogEndpoints.criteria(parameters));
        if (!streams.tryAcquire()) {
            throw new HttpFailure(
                    503,
                    MAX_STREAMS + " clients follow the logs already; close one and try again",
                    OptionalInt.of(5));
        }
        try (Tail<LogBatch> tail = storage.logs().follow(TAIL_BATCHES)) {
            exchange.responseHeader("Cache-Control", "no-store");
            try (OutputStream out = exchange.respondStream(200, "text/event-stream")) {
                send(out, ": following\n\n");
                follow(tail, filter, out);
            }
        } finally {
            streams.release();
        }
    }

    /// Ends with an exception: the client has gone, or the server stops.
    private static void follow(Tail<LogBatch> tail, LogFilter filter, OutputStream out)
            throws IOException, InterruptedException {
        while (true) {
            Optional<LogBatch> batch = tail.next(PING_MS);
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            long dropped = tail.takeDropped();
            if (dropped > 0) {
                send(out, "event: dropped\ndata: {\"count\":" + dropped + "}\n\n");
            }
            if (batch.isPresent()) {
                sendLogs(out, batch.get(), filter);
            } else {
                send(out, ": ping\n\n");
            }
        }
    }

    private static void sendLogs(OutputStream out, LogBatch batch, LogFilter filter)
            throws IOException {
        int[] rows = new int[batch.rows()];
        int count = filter.select(batch, TimeRange.ALL, rows);
        for (int from = 0; from < count; from += EVENT_RECORDS) {
            List<Page.Row<LogBatch>> page = new ArrayList<>();
            for (int i = from; i < Math.min(count, from + EVENT_RECORDS); i++) {
                page.add(new Page.Row<>(batch, rows[i]));
            }
            ByteArrayOutputStream event = new ByteArrayOutputStream(64 << 10);
            event.writeBytes("event: logs\ndata: ".getBytes(StandardCharsets.UTF_8));
            // JSON has its line breaks escaped, so the data is one line.
            JsonAnswer.write(event, json -> LogJson.list(json, page));
            event.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
            event.writeTo(out);
            out.flush();
        }
    }

    private static void send(OutputStream out, String event) throws IOException {
        out.write(event.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
