package dev.trine.protocol.prometheus.read;

import dev.trine.model.Labels;
import dev.trine.query.series.NativeHistogram;
import dev.trine.query.series.Samples;
import dev.trine.wire.ProtoWriter;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Writes series as frames of chunks. Used by one thread.
///
/// ```text
/// frame:   uvarint length │ CRC32C of the message, big endian │ message ChunkedReadResponse
/// ```
///
/// A frame holds chunks of one series, of about 1 MiB at most.
///
/// Source: "Remote Read API" of the Prometheus documentation; `prompb/remote.proto`.
final class ChunkedSeries {
    /// What a reader has to accept.
    static final String MEDIA_TYPE =
            "application/x-streamed-protobuf; proto=prometheus.ChunkedReadResponse";

    /// As many samples as Prometheus's own chunks have at most.
    private static final int MAX_SAMPLES = 120;

    private static final int FRAME_BYTES = 1 << 20;

    private final BitWriter bits = new BitWriter();
    private final ProtoWriter frame = new ProtoWriter(4096);
    private final ProtoWriter out = new ProtoWriter(4096);
    private final CRC32C checksum = new CRC32C();

    /// The frames of one series.
    ///
    /// @param query number of the query that it answers
    byte[] frames(int query, Labels labels, Samples samples) {
        out.truncate(0);
        int next = samples.from();
        while (next < samples.to()) {
            frame.truncate(0);
            int series = frame.begin(1);
            SeriesMessages.labels(frame, 1, labels);
            while (next < samples.to() && frame.size() < FRAME_BYTES) {
                next = chunk(samples, next);
            }
            frame.end(series);
            frame.varintField(2, query);
            add();
        }
        return out.toByteArray();
    }

    /// Writes a chunk that begins with a sample.
    ///
    /// @return the sample after it
    private int chunk(Samples samples, int from) {
        NativeHistogram first = samples.histogram(from);
        int to = from + 1;
        int end = Math.min(samples.to(), from + MAX_SAMPLES);
        while (to < end && continues(first, samples.histogram(to - 1), samples.histogram(to))) {
            to++;
        }
        byte[] data =
                first == null
                        ? XorChunk.encode(samples, from, to, bits)
                        : FloatHistogramChunk.encode(samples, from, to, bits);
        int chunk = frame.begin(2);
        frame.varintField(1, samples.timesMs()[from]);
        frame.varintField(2, samples.timesMs()[to - 1]);
        frame.varintField(3, first == null ? XorChunk.ENCODING : FloatHistogramChunk.ENCODING);
        frame.bytesField(4, data);
        frame.end(chunk);
        return to;
    }

    private static boolean continues(
            @Nullable NativeHistogram first,
            @Nullable NativeHistogram previous,
            @Nullable NativeHistogram next) {
        if (first == null || previous == null || next == null) {
            return first == null && next == null;
        }
        return FloatHistogramChunk.continues(first, previous, next);
    }

    private void add() {
        checksum.reset();
        checksum.update(frame.data(), 0, frame.size());
        out.varint(frame.size());
        out.fixed32(Integer.reverseBytes((int) checksum.getValue()));
        out.raw(frame.data(), 0, frame.size());
    }
}
