package dev.trine.protocol.otlp;

import dev.trine.model.Batch;
import dev.trine.model.BytesColumn;
import dev.trine.model.LogBatch;
import dev.trine.model.MetricBatch;
import dev.trine.model.SpanBatch;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import dev.trine.wire.ProtoWriter;

/// Writes rows of a batch as an OTLP export request in protobuf: what [OtlpDecoder] reads, backwards.
/// Rows of one resource, scope and metric should follow each other; each change begins a new group.
/// Not safe for use by several threads.
///
/// What a restoring decoder reads back is the same row: every column, every byte of a string, every
/// bit of a number.
public final class OtlpRequestWriter {
    private static final int KEY_VALUE = 1 << 3 | ProtoReader.BYTES;

    private final ProtoWriter out = new ProtoWriter(1 << 16);
    private final PointWriter points = new PointWriter(out);

    /// One request with the given rows.
    ///
    /// @param rows numbers of rows of the batch, in the order wanted
    /// @throws MalformedException when a stored message is none
    public byte[] write(Batch batch, int[] rows) throws MalformedException {
        out.truncate(0);
        for (int at = 0; at < rows.length; ) {
            int resource = resource(batch, rows[at]);
            int ofResource = out.begin(1);
            raw(batch.resources(), resource);
            while (at < rows.length && resource(batch, rows[at]) == resource) {
                at = scope(batch, rows, at, resource);
            }
            out.end(ofResource);
        }
        return out.toByteArray();
    }

    private int scope(Batch batch, int[] rows, int from, int resource) throws MalformedException {
        int scope = scope(batch, rows[from]);
        int ofScope = out.begin(2);
        raw(batch.scopes(), scope);
        int at = from;
        while (at < rows.length
                && resource(batch, rows[at]) == resource
                && scope(batch, rows[at]) == scope) {
            switch (batch) {
                case SpanBatch spans -> span(spans, rows[at++]);
                case LogBatch logs -> log(logs, rows[at++]);
                case MetricBatch metrics -> at = points.metric(metrics, rows, at);
            }
        }
        out.end(ofScope);
        return at;
    }

    /// The row of a row's resource.
    public static int resource(Batch batch, int row) {
        return switch (batch) {
            case SpanBatch spans -> spans.resource.get(row);
            case LogBatch logs -> logs.resource.get(row);
            case MetricBatch metrics -> metrics.seriesTable.resource().get(metrics.series.get(row));
        };
    }

    /// The row of a row's scope.
    public static int scope(Batch batch, int row) {
        return switch (batch) {
            case SpanBatch spans -> spans.scope.get(row);
            case LogBatch logs -> logs.scope.get(row);
            case MetricBatch metrics -> metrics.seriesTable.scope().get(metrics.series.get(row));
        };
    }

    private void span(SpanBatch batch, int row) throws MalformedException {
        int span = out.begin(2);
        traceId(1, batch.traceIdHigh.get(row), batch.traceIdLow.get(row));
        spanId(2, batch.spanId.get(row));
        bytes(3, batch.traceState, row);
        spanId(4, batch.parentSpanId.get(row));
        bytes(5, batch.name, row);
        varint(6, batch.kind.get(row));
        fixed64(7, batch.startNanos.get(row));
        fixed64(8, batch.endNanos.get(row));
        attributes(out, 9, batch.attributes, row);
        varint(10, Integer.toUnsignedLong(batch.droppedAttributes.get(row)));
        raw(batch.events, row);
        varint(12, Integer.toUnsignedLong(batch.droppedEvents.get(row)));
        raw(batch.links, row);
        varint(14, Integer.toUnsignedLong(batch.droppedLinks.get(row)));
        if (batch.statusMessage.length(row) > 0 || batch.statusCode.get(row) != 0) {
            int status = out.begin(15);
            bytes(2, batch.statusMessage, row);
            varint(3, batch.statusCode.get(row));
            out.end(status);
        }
        fixed32(16, batch.flags.get(row));
        out.end(span);
    }

    private void log(LogBatch batch, int row) throws MalformedException {
        int log = out.begin(2);
        fixed64(1, batch.timeNanos.get(row));
        varint(2, batch.severityNumber.get(row));
        bytes(3, batch.severityText, row);
        bytes(5, batch.body, row);
        attributes(out, 6, batch.attributes, row);
        varint(7, Integer.toUnsignedLong(batch.droppedAttributes.get(row)));
        fixed32(8, batch.flags.get(row));
        if ((batch.traceIdHigh.get(row) | batch.traceIdLow.get(row)) != 0) {
            traceId(9, batch.traceIdHigh.get(row), batch.traceIdLow.get(row));
        }
        spanId(10, batch.spanId.get(row));
        fixed64(11, batch.observedNanos.get(row));
        bytes(12, batch.eventName, row);
        out.end(log);
    }

    /// Writes a stored list of attributes as a repeated field.
    static void attributes(ProtoWriter out, int field, BytesColumn column, int row)
            throws MalformedException {
        retagged(out, field, column, row);
    }

    /// Writes the messages of a column, each stored as field 1, as another field.
    static void retagged(ProtoWriter out, int field, BytesColumn column, int row)
            throws MalformedException {
        ProtoReader in = new ProtoReader(column.data(), column.start(row), column.end(row));
        while (in.more()) {
            int tag = in.tag();
            if (tag != KEY_VALUE) {
                in.skip(tag);
                continue;
            }
            int length = in.bytes();
            out.bytesField(field, in.data(), in.position() - length, in.position());
        }
    }

    private void raw(BytesColumn column, int row) {
        out.raw(column.data(), column.start(row), column.end(row));
    }

    private void bytes(int field, BytesColumn column, int row) {
        if (column.length(row) > 0) {
            out.bytesField(field, column.data(), column.start(row), column.end(row));
        }
    }

    private void varint(int field, long value) {
        if (value != 0) {
            out.varintField(field, value);
        }
    }

    private void fixed64(int field, long value) {
        if (value != 0) {
            out.fixed64Field(field, value);
        }
    }

    private void fixed32(int field, int value) {
        if (value != 0) {
            out.fixed32Field(field, value);
        }
    }

    private void traceId(int field, long high, long low) {
        out.tag(field, ProtoReader.BYTES);
        out.varint(16);
        out.fixed64(Long.reverseBytes(high));
        out.fixed64(Long.reverseBytes(low));
    }

    private void spanId(int field, long id) {
        if (id != 0) {
            out.tag(field, ProtoReader.BYTES);
            out.varint(8);
            out.fixed64(Long.reverseBytes(id));
        }
    }
}
