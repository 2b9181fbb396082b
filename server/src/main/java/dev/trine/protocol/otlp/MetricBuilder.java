package dev.trine.protocol.otlp;

import dev.trine.model.BytesColumn;
import dev.trine.protocol.otlp.json.OtlpJsonSchema;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import dev.trine.wire.ProtoWriter;
import org.jspecify.annotations.Nullable;

/// The metric whose points are being read: name, unit, kind and so on, without the points. Goes into
/// the table of metrics when its first point is accepted, in one canonical form (fields in order,
/// defaults left out), so that the same metric has the same bytes whatever SDK sent it.
final class MetricBuilder {
    static final int GAUGE = 5 << 3 | ProtoReader.BYTES;
    static final int SUM = 7 << 3 | ProtoReader.BYTES;
    static final int HISTOGRAM = 9 << 3 | ProtoReader.BYTES;
    static final int EXPONENTIAL_HISTOGRAM = 10 << 3 | ProtoReader.BYTES;
    static final int SUMMARY = 11 << 3 | ProtoReader.BYTES;

    private static final int NAME = 1 << 3 | ProtoReader.BYTES;
    private static final int DESCRIPTION = 2 << 3 | ProtoReader.BYTES;
    private static final int UNIT = 3 << 3 | ProtoReader.BYTES;
    private static final int POINT = 1 << 3 | ProtoReader.BYTES;
    static final int KINDLESS = OtlpJsonSchema.KINDLESS << 3 | ProtoReader.BYTES;

    private static final int METADATA_FIELD = 12;
    private static final int TEMPORALITY_FIELD = 2;
    private static final int MONOTONIC_FIELD = 3;

    private final int attributeLimit;
    private final MetricRepeats repeats;
    private final boolean restoring;
    private final ProtoWriter metadata = new ProtoWriter(64);
    private final ProtoWriter entry = new ProtoWriter(256);
    private final TextRange name = new TextRange();
    private final TextRange description = new TextRange();
    private final TextRange unit = new TextRange();
    private int metadataCount;
    private int kindTag;
    private int kindStart;
    private int temporality;
    private boolean monotonic;
    private int row;

    /// @param restoring whether to take metrics without a kind, which only exports have
    MetricBuilder(BytesColumn table, OtlpLimits limits, boolean restoring) {
        this.restoring = restoring;
        attributeLimit = limits.attributes();
        repeats = new MetricRepeats(table);
    }

    /// Reads name, description and unit of the metric that fills the reader's current message, if they
    /// stand in order before its kind and nothing stands behind that, as encoders write it. Its points
    /// can be read at once then.
    ///
    /// @return whether it is so: the reader is at the length of the kind's field then, else where it was
    boolean describeInOrder(ProtoReader in) throws MalformedException {
        clear();
        int start = in.position();
        if (in.follows(NAME)) {
            name.read(in);
        }
        if (in.follows(DESCRIPTION)) {
            description.read(in);
        }
        if (in.follows(UNIT)) {
            unit.read(in);
        }
        if (in.more() && isKind(in.data()[in.position()])) {
            int tag = in.tag();
            int content = in.position();
            if (in.bytes() >= 0 && !in.more()) {
                begin(tag, content);
                in.rewind(content);
                return true;
            }
        }
        in.rewind(start);
        return false;
    }

    private static boolean isKind(int tag) {
        return switch (tag) {
            case GAUGE, SUM, HISTOGRAM, EXPONENTIAL_HISTOGRAM, SUMMARY -> true;
            default -> false;
        };
    }

    /// Reads all of the metric that fills the reader's current message, but for its points.
    void describe(ProtoReader in) throws MalformedException {
        clear();
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case NAME -> name.read(in);
                case DESCRIPTION -> description.read(in);
                case UNIT -> unit.read(in);
                case METADATA_FIELD << 3 | ProtoReader.BYTES -> readMetadata(in);
                case GAUGE, SUM, HISTOGRAM, EXPONENTIAL_HISTOGRAM, SUMMARY -> readKind(in, tag);
                case KINDLESS -> {
                    if (restoring) {
                        readKind(in, tag);
                    } else {
                        in.skip(tag);
                    }
                }
                default -> in.skip(tag);
            }
        }
    }

    private void clear() {
        name.clear();
        description.clear();
        unit.clear();
        metadata.truncate(0);
        metadataCount = 0;
        begin(0, 0);
        row = -1;
    }

    private void begin(int newKindTag, int start) {
        kindTag = newKindTag;
        kindStart = start;
        temporality = 0;
        monotonic = false;
    }

    private void readMetadata(ProtoReader in) throws MalformedException {
        int start = in.position();
        ValueCheck.keyValue(in);
        if (++metadataCount <= attributeLimit) {
            metadata.tag(METADATA_FIELD, ProtoReader.BYTES);
            metadata.raw(in.data(), start, in.position());
        }
    }

    /// The kinds are a oneof: another kind replaces what came before, the same kind adds to it.
    private void readKind(ProtoReader in, int tag) throws MalformedException {
        if (tag != kindTag) {
            begin(tag, in.position());
        }
        int outer = in.enter();
        while (in.more()) {
            int field = in.tag();
            readKindField(in, field);
            in.skipRun(POINT);
        }
        in.leave(outer);
    }

    /// Reads a field of the kind, other than a point, whose tag has been read.
    void readKindField(ProtoReader in, int tag) throws MalformedException {
        if (tag == (TEMPORALITY_FIELD << 3 | ProtoReader.VARINT) && hasTemporality()) {
            temporality = in.varint32();
        } else if (tag == (MONOTONIC_FIELD << 3 | ProtoReader.VARINT) && kindTag == SUM) {
            monotonic = in.varint64() != 0;
        } else {
            in.skip(tag);
        }
    }

    private boolean hasTemporality() {
        return kindTag == SUM || kindTag == HISTOGRAM || kindTag == EXPONENTIAL_HISTOGRAM;
    }

    /// The tag of the field that holds the points; 0 when there is none.
    int kindTag() {
        return kindTag;
    }

    /// Where in the request the kind that counts begins; what is before has been replaced.
    int kindStart() {
        return kindStart;
    }

    /// Why all of its points are refused; null when they are not.
    @Nullable Rejection refusal() {
        if (name.isEmpty()) {
            return Rejection.METRIC_NAME;
        }
        return metadataCount > attributeLimit ? Rejection.ATTRIBUTES : null;
    }

    /// Its row in the table of metrics. To be asked for when all of it has been read.
    ///
    /// @param request the bytes it was read from
    int row(byte[] request) {
        if (row < 0) {
            entry.truncate(0);
            text(NAME, name, request);
            text(DESCRIPTION, description, request);
            text(UNIT, unit, request);
            if (kindTag != KINDLESS) {
                int kind = entry.begin(kindTag >>> 3);
                if (temporality != 0) {
                    entry.varintField(TEMPORALITY_FIELD, temporality);
                }
                if (monotonic) {
                    entry.varintField(MONOTONIC_FIELD, 1);
                }
                entry.end(kind);
            }
            entry.raw(metadata.data(), 0, metadata.size());
            row = repeats.row(entry);
        }
        return row;
    }

    private void text(int tag, TextRange text, byte[] request) {
        if (!text.isEmpty()) {
            entry.bytesField(tag >>> 3, request, text.start(), text.end());
        }
    }
}
