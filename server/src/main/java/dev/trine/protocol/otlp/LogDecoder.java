package dev.trine.protocol.otlp;

import dev.trine.model.LogBatch;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import org.jspecify.annotations.Nullable;

/// Reads `LogRecord` messages into a [LogBatch].
///
/// Source: `opentelemetry/proto/logs/v1/logs.proto`, version 1.11.
final class LogDecoder implements RecordReader {
    private static final int TIME = 1 << 3 | ProtoReader.FIXED64;
    private static final int SEVERITY_NUMBER = 2 << 3 | ProtoReader.VARINT;
    private static final int SEVERITY_TEXT = 3 << 3 | ProtoReader.BYTES;
    private static final int BODY = 5 << 3 | ProtoReader.BYTES;
    private static final int ATTRIBUTE = 6 << 3 | ProtoReader.BYTES;
    private static final int FLAGS = 8 << 3 | ProtoReader.FIXED32;
    private static final int TRACE_ID = 9 << 3 | ProtoReader.BYTES;
    private static final int SPAN_ID = 10 << 3 | ProtoReader.BYTES;
    private static final int OBSERVED = 11 << 3 | ProtoReader.FIXED64;

    private final LogBatch batch;
    private final OtlpLimits limits;
    private final RejectionTally tally;
    private final long arrivalNanos;
    private final AttributeList attributes;
    private final LogBody body;

    private long timeNanos;
    private long observedNanos;
    private long traceIdHigh;
    private long traceIdLow;
    private long spanId;
    private int severityNumber;
    private int flags;
    private int droppedAttributes;
    private final TextRange severityText = new TextRange();
    private final TextRange eventName = new TextRange();
    private @Nullable Rejection rejection;

    LogDecoder(LogBatch batch, OtlpLimits limits, RejectionTally tally, long arrivalNanos) {
        this.batch = batch;
        this.limits = limits;
        this.tally = tally;
        this.arrivalNanos = arrivalNanos;
        attributes = new AttributeList(batch.attributes, limits);
        body = new LogBody(batch.body, limits.bodyBytes());
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
        timeNanos = observedNanos = 0;
        traceIdHigh = traceIdLow = spanId = 0;
        severityNumber = flags = droppedAttributes = 0;
        severityText.clear();
        eventName.clear();
        attributes.clear();
        body.clear();
        rejection = null;
    }

    /// Reads fields for as long as they come in the order of their numbers, in which encoders write
    /// them: the processor foresees these branches, a jump by tag it does not. Whatever is left is
    /// read by [#field].
    private void inOrder(ProtoReader in) throws MalformedException {
        if (in.follows(TIME)) {
            timeNanos = in.fixed64();
        }
        if (in.follows(OBSERVED)) { // where OpenTelemetry for Java has it
            observedNanos = in.fixed64();
        }
        if (in.follows(SEVERITY_NUMBER)) {
            severityNumber = in.varint32();
        }
        if (in.follows(SEVERITY_TEXT)) {
            severityText.read(in);
        }
        if (in.follows(BODY)) {
            body.read(in);
        }
        if (in.follows(ATTRIBUTE)) {
            attributes.read(in, ATTRIBUTE);
        }
        if (in.follows(FLAGS)) {
            flags = in.fixed32();
        }
        if (in.follows(TRACE_ID)) {
            readTraceId(in);
        }
        if (in.follows(SPAN_ID)) {
            readSpanId(in);
        }
        if (in.follows(OBSERVED)) {
            observedNanos = in.fixed64();
        }
    }

    private void field(ProtoReader in, int tag) throws MalformedException {
        switch (tag) {
            case TIME -> timeNanos = in.fixed64();
            case SEVERITY_NUMBER -> severityNumber = in.varint32();
            case SEVERITY_TEXT -> severityText.read(in);
            case BODY -> body.read(in);
            case ATTRIBUTE -> attributes.read(in, tag);
            case 7 << 3 | ProtoReader.VARINT -> droppedAttributes = in.varint32();
            case FLAGS -> flags = in.fixed32();
            case TRACE_ID -> readTraceId(in);
            case SPAN_ID -> readSpanId(in);
            case OBSERVED -> observedNanos = in.fixed64();
            case 12 << 3 | ProtoReader.BYTES -> eventName.read(in);
            default -> in.skip(tag);
        }
    }

    private void readTraceId(ProtoReader in) throws MalformedException {
        int start = Ids.read(in, Ids.TRACE_ID_BYTES);
        traceIdHigh = start < 0 ? 0 : in.bigEndian64(start);
        traceIdLow = start < 0 ? 0 : in.bigEndian64(start + 8);
        if (start == Ids.WRONG_LENGTH) {
            rejection = Rejection.LOG_TRACE_ID;
        }
    }

    private void readSpanId(ProtoReader in) throws MalformedException {
        int start = Ids.read(in, Ids.SPAN_ID_BYTES);
        spanId = start < 0 ? 0 : in.bigEndian64(start);
        if (start == Ids.WRONG_LENGTH) {
            rejection = Rejection.LOG_SPAN_ID;
        }
    }

    private @Nullable Rejection refusal(Origin origin) {
        if (rejection != null) {
            return rejection;
        }
        if (timeNanos < 0 || observedNanos < 0) {
            return Rejection.TIME_RANGE;
        }
        if (attributes.overLimit()) {
            return Rejection.ATTRIBUTES;
        }
        if (batch.timeNanos.size() >= limits.records()) {
            return Rejection.RECORDS;
        }
        return origin.refusal();
    }

    private void accept(byte[] data) {
        int row = batch.timeNanos.size();
        batch.timeNanos.append(timeNanos);
        batch.observedNanos.append((timeNanos | observedNanos) == 0 ? arrivalNanos : observedNanos);
        batch.traceIdHigh.append(traceIdHigh);
        batch.traceIdLow.append(traceIdLow);
        batch.spanId.append(spanId);
        batch.severityNumber.append(severityNumber);
        severityText.appendTo(batch.severityText, data);
        body.commit(attributes);
        attributes.commit();
        if (flags != 0) {
            batch.flags.padTo(row, 0);
            batch.flags.append(flags);
        }
        if (droppedAttributes != 0) {
            batch.droppedAttributes.padTo(row, 0);
            batch.droppedAttributes.append(droppedAttributes);
        }
        eventName.appendTo(batch.eventName, data, row);
    }

    @Override
    public void endScope(Origin origin) {
        int rows = batch.timeNanos.size();
        if (rows > batch.scope.size()) {
            batch.resource.padTo(rows, origin.resourceRow());
            batch.scope.padTo(rows, origin.scopeRow());
        }
    }

    @Override
    public void end() {
        int rows = batch.timeNanos.size();
        batch.flags.padTo(rows, 0);
        batch.droppedAttributes.padTo(rows, 0);
        batch.eventName.padTo(rows);
    }
}
