package dev.trine.protocol.otlp;

import dev.trine.model.SpanBatch;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import org.jspecify.annotations.Nullable;

/// Reads `Span` messages into a [SpanBatch].
///
/// Source: `opentelemetry/proto/trace/v1/trace.proto`, version 1.11.
final class TraceDecoder implements RecordReader {
    private static final int TRACE_ID = 1 << 3 | ProtoReader.BYTES;
    private static final int SPAN_ID = 2 << 3 | ProtoReader.BYTES;
    private static final int TRACE_STATE = 3 << 3 | ProtoReader.BYTES;
    private static final int PARENT_SPAN_ID = 4 << 3 | ProtoReader.BYTES;
    private static final int NAME = 5 << 3 | ProtoReader.BYTES;
    private static final int KIND = 6 << 3 | ProtoReader.VARINT;
    private static final int START = 7 << 3 | ProtoReader.FIXED64;
    private static final int END = 8 << 3 | ProtoReader.FIXED64;
    private static final int ATTRIBUTE = 9 << 3 | ProtoReader.BYTES;
    private static final int EVENT = 11 << 3 | ProtoReader.BYTES;
    private static final int LINK = 13 << 3 | ProtoReader.BYTES;
    private static final int STATUS = 15 << 3 | ProtoReader.BYTES;
    private static final int FLAGS = 16 << 3 | ProtoReader.FIXED32;

    /// Tag and length of an id, tag of the flags: as two bytes they make one number.
    private static final int TRACE_ID_HEAD = TRACE_ID | Ids.TRACE_ID_BYTES << 8;

    private static final int SPAN_ID_HEAD = SPAN_ID | Ids.SPAN_ID_BYTES << 8;
    private static final int PARENT_SPAN_ID_HEAD = PARENT_SPAN_ID | Ids.SPAN_ID_BYTES << 8;
    private static final int FLAGS_HEAD = 0x80 | (FLAGS & 0x7F) | (FLAGS >>> 7) << 8;

    private final SpanBatch batch;
    private final OtlpLimits limits;
    private final RejectionTally tally;
    private final AttributeList attributes;
    private final PendingValue events;
    private final PendingValue links;

    private long traceIdHigh;
    private long traceIdLow;
    private long spanId;
    private long parentSpanId;
    private long startNanos;
    private long endNanos;
    private int kind;
    private int statusCode;
    private int flags;
    private int droppedAttributes;
    private int droppedEvents;
    private int droppedLinks;
    private final TextRange name = new TextRange();
    private final TextRange traceState = new TextRange();
    private final TextRange statusMessage = new TextRange();
    private @Nullable Rejection rejection;

    TraceDecoder(SpanBatch batch, OtlpLimits limits, RejectionTally tally) {
        this.batch = batch;
        this.limits = limits;
        this.tally = tally;
        attributes = new AttributeList(batch.attributes, limits);
        events = new PendingValue(batch.events);
        links = new PendingValue(batch.links);
    }

    @Override
    public void read(ProtoReader in, Origin origin) throws MalformedException {
        clear();
        inOrder(in);
        while (in.more()) {
            field(in, in.tag());
        }
        Rejection refusal = refusal(origin);
        if (refusal != null) {
            tally.add(refusal);
        } else {
            accept(in.data());
        }
    }

    private void clear() {
        traceIdHigh = traceIdLow = spanId = parentSpanId = 0;
        startNanos = endNanos = 0;
        kind = statusCode = flags = 0;
        droppedAttributes = droppedEvents = droppedLinks = 0;
        name.clear();
        traceState.clear();
        statusMessage.clear();
        attributes.clear();
        events.clear();
        links.clear();
        rejection = null;
    }

    /// Reads fields for as long as they come in the order of their numbers, in which encoders write
    /// them: the processor foresees these branches, a jump by tag it does not. Those of fixed width
    /// that stand together are read together. Whatever is left is read by [#field].
    private void inOrder(ProtoReader in) throws MalformedException {
        readIds(in);
        if (in.follows(TRACE_STATE)) {
            traceState.read(in);
        }
        if (in.follows(PARENT_SPAN_ID)) {
            readParentSpanId(in);
        }
        if (in.follows(NAME)) {
            name.read(in);
        }
        readKindAndTimes(in);
        if (in.follows(ATTRIBUTE)) {
            attributes.read(in, ATTRIBUTE);
        }
        while (in.follows(EVENT)) {
            readEvent(in);
        }
        while (in.follows(LINK)) {
            readLink(in);
        }
        if (in.follows(STATUS)) {
            readStatus(in);
        }
        int at = in.position();
        if (in.limit() - at >= 6 && in.peek16(at) == FLAGS_HEAD) {
            flags = in.peek32(at + 2);
            in.advanceTo(at + 6);
        }
    }

    /// Reads trace id, span id and parent if they stand here like that.
    private void readIds(ProtoReader in) {
        int at = in.position();
        int limit = in.limit();
        if (limit - at < 28
                || in.peek16(at) != TRACE_ID_HEAD
                || in.peek16(at + 18) != SPAN_ID_HEAD) {
            return;
        }
        traceIdHigh = in.bigEndian64(at + 2);
        traceIdLow = in.bigEndian64(at + 10);
        spanId = in.bigEndian64(at + 20);
        at += 28;
        if (limit - at >= 10 && in.peek16(at) == PARENT_SPAN_ID_HEAD) {
            parentSpanId = in.bigEndian64(at + 2);
            at += 10;
        }
        in.advanceTo(at);
    }

    /// Reads kind, start and end if they stand here like that.
    private void readKindAndTimes(ProtoReader in) {
        int at = in.position();
        byte[] data = in.data();
        if (in.limit() - at >= 20
                && data[at] == KIND
                && data[at + 1] >= 0
                && data[at + 2] == START
                && data[at + 11] == END) {
            kind = data[at + 1];
            startNanos = in.peek64(at + 3);
            endNanos = in.peek64(at + 12);
            in.advanceTo(at + 20);
        }
    }

    private void field(ProtoReader in, int tag) throws MalformedException {
        switch (tag) {
            case TRACE_ID -> readTraceId(in);
            case SPAN_ID -> readSpanId(in);
            case TRACE_STATE -> traceState.read(in);
            case PARENT_SPAN_ID -> readParentSpanId(in);
            case NAME -> name.read(in);
            case KIND -> kind = in.varint32();
            case START -> startNanos = in.fixed64();
            case END -> endNanos = in.fixed64();
            case ATTRIBUTE -> attributes.read(in, tag);
            case 10 << 3 | ProtoReader.VARINT -> droppedAttributes = in.varint32();
            case EVENT -> readEvent(in);
            case 12 << 3 | ProtoReader.VARINT -> droppedEvents = in.varint32();
            case LINK -> readLink(in);
            case 14 << 3 | ProtoReader.VARINT -> droppedLinks = in.varint32();
            case STATUS -> readStatus(in);
            case FLAGS -> flags = in.fixed32();
            default -> in.skip(tag);
        }
    }

    private void readTraceId(ProtoReader in) throws MalformedException {
        int start = Ids.read(in, Ids.TRACE_ID_BYTES);
        traceIdHigh = start < 0 ? 0 : in.bigEndian64(start);
        traceIdLow = start < 0 ? 0 : in.bigEndian64(start + 8);
    }

    private void readSpanId(ProtoReader in) throws MalformedException {
        int start = Ids.read(in, Ids.SPAN_ID_BYTES);
        spanId = start < 0 ? 0 : in.bigEndian64(start);
    }

    private void readParentSpanId(ProtoReader in) throws MalformedException {
        int start = Ids.read(in, Ids.SPAN_ID_BYTES);
        parentSpanId = start < 0 ? 0 : in.bigEndian64(start);
        if (start == Ids.WRONG_LENGTH) {
            reject(Rejection.PARENT_SPAN_ID);
        }
    }

    private void readStatus(ProtoReader in) throws MalformedException {
        int outer = in.enter();
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 2 << 3 | ProtoReader.BYTES -> statusMessage.read(in);
                case 3 << 3 | ProtoReader.VARINT -> statusCode = in.varint32();
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
    }

    private void readEvent(ProtoReader in) throws MalformedException {
        int start = in.position();
        int outer = in.enter();
        int count = 0;
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | ProtoReader.FIXED64 -> checkTime(in.fixed64());
                case 2 << 3 | ProtoReader.BYTES -> in.utf8();
                case 3 << 3 | ProtoReader.BYTES -> {
                    count++;
                    ValueCheck.keyValue(in);
                }
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
        checkCount(count);
        events.appendField(EVENT, in.data(), start, in.position());
    }

    private void readLink(ProtoReader in) throws MalformedException {
        int start = in.position();
        int outer = in.enter();
        int count = 0;
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | ProtoReader.BYTES ->
                        checkId(Ids.read(in, Ids.TRACE_ID_BYTES), Rejection.LINK_ID);
                case 2 << 3 | ProtoReader.BYTES ->
                        checkId(Ids.read(in, Ids.SPAN_ID_BYTES), Rejection.LINK_ID);
                case 3 << 3 | ProtoReader.BYTES -> in.utf8();
                case 4 << 3 | ProtoReader.BYTES -> {
                    count++;
                    ValueCheck.keyValue(in);
                }
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
        checkCount(count);
        links.appendField(LINK, in.data(), start, in.position());
    }

    private void checkId(int start, Rejection reason) {
        if (start == Ids.WRONG_LENGTH) {
            reject(reason);
        }
    }

    private void checkCount(int count) {
        if (count > limits.attributes()) {
            reject(Rejection.ATTRIBUTES);
        }
    }

    private void checkTime(long nanos) {
        if (nanos < 0) {
            reject(Rejection.TIME_RANGE);
        }
    }

    private void reject(Rejection reason) {
        if (rejection == null) {
            rejection = reason;
        }
    }

    private @Nullable Rejection refusal(Origin origin) {
        if ((traceIdHigh | traceIdLow) == 0) {
            return Rejection.TRACE_ID;
        }
        if (spanId == 0) {
            return Rejection.SPAN_ID;
        }
        if (startNanos < 0 || endNanos < 0) {
            return Rejection.TIME_RANGE;
        }
        if (attributes.overLimit()) {
            return Rejection.ATTRIBUTES;
        }
        if (batch.spanId.size() >= limits.records()) {
            return Rejection.RECORDS;
        }
        return rejection != null ? rejection : origin.refusal();
    }

    private void accept(byte[] data) {
        int row = batch.spanId.size();
        batch.traceIdHigh.append(traceIdHigh);
        batch.traceIdLow.append(traceIdLow);
        batch.spanId.append(spanId);
        batch.parentSpanId.append(parentSpanId);
        batch.startNanos.append(startNanos);
        batch.endNanos.append(endNanos);
        batch.kind.append(kind);
        batch.flags.append(flags);
        name.appendTo(batch.name, data);
        attributes.commit();
        if (statusCode != 0) {
            batch.statusCode.padTo(row, 0);
            batch.statusCode.append(statusCode);
        }
        if ((droppedAttributes | droppedEvents | droppedLinks) != 0) {
            acceptDropped(row);
        }
        statusMessage.appendTo(batch.statusMessage, data, row);
        traceState.appendTo(batch.traceState, data, row);
        events.commitAt(row);
        links.commitAt(row);
    }

    private void acceptDropped(int row) {
        padDropped(row);
        batch.droppedAttributes.append(droppedAttributes);
        batch.droppedEvents.append(droppedEvents);
        batch.droppedLinks.append(droppedLinks);
    }

    private void padDropped(int rows) {
        batch.droppedAttributes.padTo(rows, 0);
        batch.droppedEvents.padTo(rows, 0);
        batch.droppedLinks.padTo(rows, 0);
    }

    @Override
    public void endScope(Origin origin) {
        int rows = batch.spanId.size();
        if (rows > batch.scope.size()) {
            batch.resource.padTo(rows, origin.resourceRow());
            batch.scope.padTo(rows, origin.scopeRow());
        }
    }

    @Override
    public void end() {
        int rows = batch.spanId.size();
        batch.statusCode.padTo(rows, 0);
        padDropped(rows);
        batch.statusMessage.padTo(rows);
        batch.traceState.padTo(rows);
        batch.events.padTo(rows);
        batch.links.padTo(rows);
    }
}
