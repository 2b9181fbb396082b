package dev.trine.protocol.otlp;

import dev.trine.model.BytesColumn;
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

    private static final int METADATA_FIELD = 12;
    private static final int TEMPORALITY_FIELD = 2;
    private static final int MONOTONIC_FIELD = 3;

    private final BytesColumn table;
    private final int attributeLimit;
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

    MetricBuilder(BytesColumn table, OtlpLimits limits) {
        this.table = table;
        attributeLimit = limits.attributes();
    }

    /// Reads all of the metric that fills the reader's current message, but for its points.
    void describe(ProtoReader in) throws MalformedException {
        clear();
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | ProtoReader.BYTES -> name.read(in);
                case 2 << 3 | ProtoReader.BYTES -> description.read(in);
                case 3 << 3 | ProtoReader.BYTES -> unit.read(in);
                case METADATA_FIELD << 3 | ProtoReader.BYTES -> readMetadata(in);
                case GAUGE, SUM, HISTOGRAM, EXPONENTIAL_HISTOGRAM, SUMMARY -> readKind(in, tag);
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
        kindTag = 0;
        kindStart = 0;
        row = -1;
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
            kindTag = tag;
            kindStart = in.position();
            temporality = 0;
            monotonic = false;
        }
        int outer = in.enter();
        while (in.more()) {
            int field = in.tag();
            if (field == (TEMPORALITY_FIELD << 3 | ProtoReader.VARINT) && hasTemporality(tag)) {
                temporality = in.varint32();
            } else if (field == (MONOTONIC_FIELD << 3 | ProtoReader.VARINT) && tag == SUM) {
                monotonic = in.varint64() != 0;
            } else {
                in.skip(field);
            }
        }
        in.leave(outer);
    }

    private static boolean hasTemporality(int kindTag) {
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

    /// Its row in the table of metrics.
    ///
    /// @param request the bytes it was read from
    int row(byte[] request) {
        if (row < 0) {
            entry.truncate(0);
            text(1, name, request);
            text(2, description, request);
            text(3, unit, request);
            int kind = entry.begin(kindTag >>> 3);
            if (temporality != 0) {
                entry.varintField(TEMPORALITY_FIELD, temporality);
            }
            if (monotonic) {
                entry.varintField(MONOTONIC_FIELD, 1);
            }
            entry.end(kind);
            entry.raw(metadata.data(), 0, metadata.size());
            row = table.size();
            table.append(entry.data(), 0, entry.size());
        }
        return row;
    }

    private void text(int field, TextRange text, byte[] request) {
        if (!text.isEmpty()) {
            entry.bytesField(field, request, text.start(), text.end());
        }
    }
}
