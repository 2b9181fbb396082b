package dev.trine.protocol.otlp;

import dev.trine.model.LogBatch;
import dev.trine.model.MetricBatch;
import dev.trine.model.SpanBatch;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;

/// Walks an OTLP export request in protobuf straight into a columnar batch.
///
/// - An empty request is a success with an empty batch.
/// - Bytes that are not protobuf, strings that are not UTF-8 and messages nested more than 100 deep
///   fail the whole request ([MalformedException]), exactly where protobuf-java fails; unknown fields
///   are skipped.
/// - A record that OTLP or the store has no place for is left out and counted ([Rejections]): spans
///   without valid ids, ids of a wrong length anywhere, times from 2^63 ns on, points without a time,
///   metrics without a name, histograms whose buckets do not fit their bounds, too many attributes.
/// - A span that ends before it starts is kept as sent. A log record with neither time gets the time
///   of its arrival as the observed one; a log body above the limit is cut and flagged.
/// - Metrics without data, or of a kind this version does not know, hold no points and are passed over.
///
/// Attributes, events, links, exemplars and resources are checked and copied, never re-encoded.
/// Safe for use by many threads.
///
/// Source: OTLP specification 1.11.
public final class OtlpDecoder {
    private final OtlpLimits limits;
    private final boolean restoring;

    public OtlpDecoder(OtlpLimits limits) {
        this(limits, false);
    }

    private OtlpDecoder(OtlpLimits limits, boolean restoring) {
        this.limits = limits;
        this.restoring = restoring;
    }

    /// A decoder that also takes what [OtlpRequestWriter] writes and OTLP has no field for.
    public static OtlpDecoder restoring() {
        return new OtlpDecoder(
                new OtlpLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE), true);
    }

    /// Decodes an `ExportTraceServiceRequest`.
    ///
    /// @param body holds the request in `[0, length)`; not kept
    /// @throws MalformedException when the request cannot be read; nothing of it is kept then
    public Decoded<SpanBatch> traces(byte[] body, int length) throws MalformedException {
        ProtoReader in = new ProtoReader(body, 0, length);
        SpanBatch batch = new SpanBatch(capacity(RecordCount.records(body, length)));
        RejectionTally tally = new RejectionTally();
        new Origin(in, batch, limits).walk(new TraceDecoder(batch, limits, tally));
        return new Decoded<>(batch, tally.rejections("spans", limits));
    }

    /// Decodes an `ExportLogsServiceRequest`.
    ///
    /// @param body holds the request in `[0, length)`; not kept
    /// @param arrivalNanos when it arrived, nanoseconds since the Unix epoch
    /// @throws MalformedException when the request cannot be read; nothing of it is kept then
    public Decoded<LogBatch> logs(byte[] body, int length, long arrivalNanos)
            throws MalformedException {
        ProtoReader in = new ProtoReader(body, 0, length);
        LogBatch batch = new LogBatch(capacity(RecordCount.records(body, length)));
        RejectionTally tally = new RejectionTally();
        new Origin(in, batch, limits).walk(new LogDecoder(batch, limits, tally, arrivalNanos));
        return new Decoded<>(batch, tally.rejections("log records", limits));
    }

    /// Decodes an `ExportMetricsServiceRequest`.
    ///
    /// @param body holds the request in `[0, length)`; not kept
    /// @throws MalformedException when the request cannot be read; nothing of it is kept then
    public Decoded<MetricBatch> metrics(byte[] body, int length) throws MalformedException {
        ProtoReader in = new ProtoReader(body, 0, length);
        MetricBatch batch = new MetricBatch(capacity(RecordCount.points(body, length)));
        RejectionTally tally = new RejectionTally();
        new Origin(in, batch, limits).walk(new MetricDecoder(batch, limits, tally, restoring));
        return new Decoded<>(batch, tally.rejections("data points", limits));
    }

    /// As many rows as there are records: nearly always all of them become rows.
    private int capacity(int records) {
        return Math.min(records, limits.records());
    }
}
