package dev.trine.model;

import java.util.List;

/// Spans in columns. What is open-ended (attributes, events, links) stays in its OTLP encoding, so that
/// it comes back exactly as it went in; what queries test row by row is a column of its own.
///
/// Source: `opentelemetry/proto/trace/v1/trace.proto`, version 1.11.
public final class SpanBatch extends Batch {
    /// Names and types of the columns, in file order.
    public static final Schema SCHEMA =
            new Schema(
                    Signal.TRACES,
                    List.of(
                            new Schema.Field("trace_id_high", Schema.Type.LONG),
                            new Schema.Field("trace_id_low", Schema.Type.LONG),
                            new Schema.Field("span_id", Schema.Type.LONG),
                            new Schema.Field("parent_span_id", Schema.Type.LONG),
                            new Schema.Field("start_nanos", Schema.Type.LONG),
                            new Schema.Field("end_nanos", Schema.Type.LONG),
                            new Schema.Field("kind", Schema.Type.INT),
                            new Schema.Field("status_code", Schema.Type.INT),
                            new Schema.Field("flags", Schema.Type.INT),
                            new Schema.Field("dropped_attributes", Schema.Type.INT),
                            new Schema.Field("dropped_events", Schema.Type.INT),
                            new Schema.Field("dropped_links", Schema.Type.INT),
                            new Schema.Field("resource", Schema.Type.INT),
                            new Schema.Field("scope", Schema.Type.INT),
                            new Schema.Field("name", Schema.Type.BYTES),
                            new Schema.Field("trace_state", Schema.Type.BYTES),
                            new Schema.Field("status_message", Schema.Type.BYTES),
                            new Schema.Field("attributes", Schema.Type.BYTES),
                            new Schema.Field("events", Schema.Type.BYTES),
                            new Schema.Field("links", Schema.Type.BYTES)));

    /// First 8 bytes of the trace id, big endian.
    public final LongColumn traceIdHigh;

    /// Last 8 bytes of the trace id, big endian.
    public final LongColumn traceIdLow;

    /// Span id, big endian; never 0.
    public final LongColumn spanId;

    /// Parent span id, big endian; 0 = none.
    public final LongColumn parentSpanId;

    /// Start, nanoseconds since the Unix epoch, 0..2^63-1.
    public final LongColumn startNanos;

    /// End, nanoseconds since the Unix epoch, 0..2^63-1. May lie before the start: kept as sent.
    public final LongColumn endNanos;

    /// OTLP SpanKind number, unknown ones too.
    public final IntColumn kind;

    /// OTLP StatusCode number: 0 unset, 1 ok, 2 error.
    public final IntColumn statusCode;

    /// W3C trace flags and the remote bits, as sent (uint32).
    public final IntColumn flags;

    /// Attributes the sender dropped (uint32).
    public final IntColumn droppedAttributes;

    /// Events the sender dropped (uint32).
    public final IntColumn droppedEvents;

    /// Links the sender dropped (uint32).
    public final IntColumn droppedLinks;

    /// Row of [#resources()].
    public final IntColumn resource;

    /// Row of [#scopes()].
    public final IntColumn scope;

    /// Operation name, UTF-8.
    public final BytesColumn name;

    /// W3C tracestate, UTF-8.
    public final BytesColumn traceState;

    /// Status message, UTF-8.
    public final BytesColumn statusMessage;

    /// Attributes: an encoded OTLP `KeyValueList`.
    public final BytesColumn attributes;

    /// Events: concatenated `Span.Event` messages, each as field 11 of `Span` (tag 0x5A, length, message).
    public final BytesColumn events;

    /// Links: concatenated `Span.Link` messages, each as field 13 of `Span` (tag 0x6A, length, message).
    public final BytesColumn links;

    /// An empty batch with room for `capacity` rows before its columns grow.
    public SpanBatch(int capacity) {
        this(
                Batch.emptyColumns(SCHEMA, capacity),
                new BytesColumn(4, 256),
                new BytesColumn(4, 256));
    }

    /// A batch over columns made elsewhere, in the order of [#SCHEMA]. A column that was not
    /// asked for in a scan is empty.
    public SpanBatch(List<Column> columns, BytesColumn resources, BytesColumn scopes) {
        super(SCHEMA, columns, resources, scopes);
        traceIdHigh = longs(0);
        traceIdLow = longs(1);
        spanId = longs(2);
        parentSpanId = longs(3);
        startNanos = longs(4);
        endNanos = longs(5);
        kind = ints(6);
        statusCode = ints(7);
        flags = ints(8);
        droppedAttributes = ints(9);
        droppedEvents = ints(10);
        droppedLinks = ints(11);
        resource = ints(12);
        scope = ints(13);
        name = bytes(14);
        traceState = bytes(15);
        statusMessage = bytes(16);
        attributes = bytes(17);
        events = bytes(18);
        links = bytes(19);
    }

    @Override
    public int rows() {
        return rowsOfLongest();
    }
}
