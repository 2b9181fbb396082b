package dev.trine.protocol.prometheus.read;

import dev.trine.model.Labels;
import dev.trine.net.Exchange;
import dev.trine.net.FailureForms;
import dev.trine.net.HttpFailure;
import dev.trine.net.Routes;
import dev.trine.query.exec.Query;
import dev.trine.query.exec.QueryException;
import dev.trine.query.exec.QueryPool;
import dev.trine.query.series.Samples;
import dev.trine.query.series.Selection;
import dev.trine.query.series.SeriesRun;
import dev.trine.query.series.SeriesSource;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoWriter;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;

/// The server side of Prometheus's remote read: samples in one snappy block, or streamed chunks,
/// whichever of them the reader names first.
///
/// Series come sorted by their labels, with the samples of the range alone. Hints do not change the
/// answer.
///
/// Source: "Remote Read API" of the Prometheus documentation.
public final class RemoteRead {
    private static final int SAMPLES = 0;
    private static final int STREAMED_XOR_CHUNKS = 1;

    /// Samples of one answer that is not streamed: Prometheus's `storage.remote.read-sample-limit`.
    private static final long SAMPLE_LIMIT = 50_000_000;

    private static final int RETRY_SECONDS = 1;

    /// Of a series in a sorted list, besides what is written of it.
    private static final long SERIES_BYTES = 128;

    private final SeriesSource source;
    private final QueryPool pool;

    public RemoteRead(SeriesSource source, QueryPool pool) {
        this.source = source;
        this.pool = pool;
    }

    /// Adds the route below a prefix.
    public void addTo(Routes routes, String prefix) {
        routes.add("POST", prefix + "/api/v1/read", this::read, FailureForms.text());
    }

    private void read(Exchange exchange) throws HttpFailure, IOException, InterruptedException {
        Exchange.Body body = exchange.body("snappy");
        try {
            ReadRequest request = ReadRequest.read(body.bytes(), body.length());
            if (isStreamed(request)) {
                stream(exchange, request);
            } else {
                samples(exchange, request);
            }
        } catch (MalformedException e) {
            throw new HttpFailure(400, String.valueOf(e.getMessage()));
        } catch (QueryException e) {
            throw refusal(e);
        }
    }

    private static HttpFailure refusal(QueryException e) {
        return switch (e) {
            case QueryException.TooLarge _ -> new HttpFailure(400, e.getMessage());
            case QueryException.TooSlow _ -> new HttpFailure(503, e.getMessage());
            case QueryException.TooMany _ ->
                    new HttpFailure(503, e.getMessage(), OptionalInt.of(RETRY_SECONDS));
        };
    }

    private static boolean isStreamed(ReadRequest request) throws HttpFailure {
        for (int answer : request.answers()) {
            if (answer == SAMPLES || answer == STREAMED_XOR_CHUNKS) {
                return answer == STREAMED_XOR_CHUNKS;
            }
        }
        if (request.answers().isEmpty()) {
            return false;
        }
        throw new HttpFailure(
                400,
                "server does not support any of the requested response types: "
                        + request.answers()
                        + "; supported: SAMPLES, STREAMED_XOR_CHUNKS");
    }

    private void samples(Exchange exchange, ReadRequest request)
            throws HttpFailure, IOException, InterruptedException {
        byte[] block = pool.run(query -> compressed(message(request, query), query));
        exchange.responseHeader("Content-Encoding", "snappy");
        exchange.respond(200, "application/x-protobuf", block);
    }

    private ProtoWriter message(ReadRequest request, Query query) {
        long[] samplesLeft = {SAMPLE_LIMIT};
        ProtoWriter one = new ProtoWriter(1024);
        ProtoWriter out = new ProtoWriter(4096);
        for (ReadRequest.Query selection : request.queries()) {
            List<byte[]> found =
                    encoded(
                            selection,
                            query,
                            (labels, samples) -> {
                                samplesLeft[0] -= samples.size();
                                if (samplesLeft[0] < 0) {
                                    throw new QueryException.TooLarge(
                                            "exceeded sample limit (" + SAMPLE_LIMIT + ")");
                                }
                                one.truncate(0);
                                SeriesMessages.series(one, labels, samples);
                                return one.toByteArray();
                            });
            long size = found.stream().mapToLong(series -> series.length + 8L).sum();
            query.charge(size);
            int result = out.begin(1);
            found.forEach(series -> out.bytesField(1, series));
            out.end(result);
            query.release(size);
        }
        return out;
    }

    private static byte[] compressed(ProtoWriter message, Query query) {
        SnappyJavaCompressor compressor = new SnappyJavaCompressor();
        int most = compressor.maxCompressedLength(message.size());
        query.charge(most);
        byte[] block = new byte[most];
        int length = compressor.compress(message.data(), 0, message.size(), block, 0, block.length);
        return Arrays.copyOf(block, length);
    }

    /// Everything is read and encoded before the first frame is sent, so that what fails has a status,
    /// and a slow reader keeps no thread from other queries.
    private void stream(Exchange exchange, ReadRequest request)
            throws IOException, InterruptedException {
        List<byte[]> frames = pool.run(query -> frames(request, query));
        try (OutputStream out = exchange.respondStream(200, ChunkedSeries.MEDIA_TYPE)) {
            for (byte[] frame : frames) {
                out.write(frame);
            }
        }
    }

    private List<byte[]> frames(ReadRequest request, Query query) {
        List<byte[]> frames = new ArrayList<>();
        ChunkedSeries chunks = new ChunkedSeries();
        for (int i = 0; i < request.queries().size(); i++) {
            int number = i;
            frames.addAll(
                    encoded(
                            request.queries().get(i),
                            query,
                            (labels, samples) -> chunks.frames(number, labels, samples)));
        }
        return frames;
    }

    /// How one series is written.
    private interface Form {
        byte[] of(Labels labels, Samples samples);
    }

    /// What is written of each series, in the order of their labels.
    private List<byte[]> encoded(ReadRequest.Query selection, Query query, Form form) {
        TreeMap<Labels, byte[]> found = new TreeMap<>();
        Selection selected =
                new Selection(
                        selection.matchers(),
                        selection.startMs(),
                        selection.endMs(),
                        selection.function());
        for (SeriesRun run : source.select(selected, query)) {
            query.check();
            run.read((labels, samples) -> {
                Samples inRange = inRange(samples, selection);
                if (inRange.size() > 0) {
                    byte[] bytes = form.of(labels, inRange);
                    query.charge(bytes.length + SERIES_BYTES);
                    found.put(labels, bytes);
                }
            });
        }
        return List.copyOf(found.values());
    }

    private static Samples inRange(Samples samples, ReadRequest.Query query) {
        int from = firstNotBefore(samples, query.startMs());
        int to =
                query.endMs() == Long.MAX_VALUE
                        ? samples.to()
                        : firstNotBefore(samples, query.endMs() + 1);
        return samples.slice(from, Math.max(from, to));
    }

    private static int firstNotBefore(Samples samples, long timeMs) {
        int at = Arrays.binarySearch(samples.timesMs(), samples.from(), samples.to(), timeMs);
        return at >= 0 ? at : -at - 1;
    }
}
