package dev.trine.model;

import java.util.List;

/// Log records in columns. Body and attributes stay in their OTLP encoding, types and all.
///
/// Source: `opentelemetry/proto/logs/v1/logs.proto`, version 1.11.
public final class LogBatch extends Batch {
    /// Names and types of the columns, in file order.
    public static final Schema SCHEMA =
            new Schema(
                    Signal.LOGS,
                    List.of(
                            new Schema.Field("time_nanos", Schema.Type.LONG),
                            new Schema.Field("observed_nanos", Schema.Type.LONG),
                            new Schema.Field("trace_id_high", Schema.Type.LONG),
                            new Schema.Field("trace_id_low", Schema.Type.LONG),
                            new Schema.Field("span_id", Schema.Type.LONG),
                            new Schema.Field("severity_number", Schema.Type.INT),
                            new Schema.Field("flags", Schema.Type.INT),
                            new Schema.Field("dropped_attributes", Schema.Type.INT),
                            new Schema.Field("resource", Schema.Type.INT),
                            new Schema.Field("scope", Schema.Type.INT),
                            new Schema.Field("severity_text", Schema.Type.BYTES),
                            new Schema.Field("event_name", Schema.Type.BYTES),
                            new Schema.Field("body", Schema.Type.BYTES),
                            new Schema.Field("attributes", Schema.Type.BYTES)));

    /// Time of the event, nanoseconds since the Unix epoch; 0 = unknown, as sent.
    public final LongColumn timeNanos;

    /// When it was observed; the arrival time when the sender gave neither.
    public final LongColumn observedNanos;

    /// First 8 bytes of the trace id; both halves 0 = none.
    public final LongColumn traceIdHigh;

    /// Last 8 bytes of the trace id.
    public final LongColumn traceIdLow;

    /// Span id; 0 = none.
    public final LongColumn spanId;

    /// OTLP SeverityNumber, 0 = unspecified, 1..24.
    public final IntColumn severityNumber;

    /// Trace flags (uint32).
    public final IntColumn flags;

    /// Attributes the sender dropped (uint32).
    public final IntColumn droppedAttributes;

    /// Row of [#resources()].
    public final IntColumn resource;

    /// Row of [#scopes()].
    public final IntColumn scope;

    /// Severity as the source wrote it, UTF-8.
    public final BytesColumn severityText;

    /// Event name, UTF-8.
    public final BytesColumn eventName;

    /// Body: an encoded OTLP `AnyValue`; empty = no body.
    public final BytesColumn body;

    /// Attributes: an encoded OTLP `KeyValueList`.
    public final BytesColumn attributes;

    /// An empty batch with room for `capacity` rows before its columns grow.
    public LogBatch(int capacity) {
        this(
                Batch.emptyColumns(SCHEMA, capacity),
                new BytesColumn(4, 256),
                new BytesColumn(4, 256));
    }

    /// A batch over columns made elsewhere, in the order of [#SCHEMA]. A column that was not
    /// asked for in a scan is empty.
    public LogBatch(List<Column> columns, BytesColumn resources, BytesColumn scopes) {
        super(SCHEMA, columns, resources, scopes);
        timeNanos = longs(0);
        observedNanos = longs(1);
        traceIdHigh = longs(2);
        traceIdLow = longs(3);
        spanId = longs(4);
        severityNumber = ints(5);
        flags = ints(6);
        droppedAttributes = ints(7);
        resource = ints(8);
        scope = ints(9);
        severityText = bytes(10);
        eventName = bytes(11);
        body = bytes(12);
        attributes = bytes(13);
    }

    /// The time that orders and selects a record: the event's own, or when it was observed.
    public long effectiveNanos(int row) {
        long time = timeNanos.get(row);
        return time != 0 ? time : observedNanos.get(row);
    }

    @Override
    public int rows() {
        return rowsOfLongest();
    }
}
