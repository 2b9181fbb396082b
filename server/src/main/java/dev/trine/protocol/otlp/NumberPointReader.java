package dev.trine.protocol.otlp;

import dev.trine.model.MetricBatch;
import dev.trine.protocol.otlp.json.OtlpJsonSchema;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import org.jspecify.annotations.Nullable;

/// Reads `NumberDataPoint`: the points of gauges and sums.
final class NumberPointReader extends PointReader {
    private static final int START = 2 << 3 | ProtoReader.FIXED64;
    private static final int TIME = 3 << 3 | ProtoReader.FIXED64;
    private static final int AS_DOUBLE = 4 << 3 | ProtoReader.FIXED64;
    private static final int EXEMPLAR = 5 << 3 | ProtoReader.BYTES;
    private static final int AS_INT = 6 << 3 | ProtoReader.FIXED64;
    private static final int ATTRIBUTE = 7 << 3 | ProtoReader.BYTES;

    private final boolean restoring;

    /// @param restoring whether to take what only exports have
    NumberPointReader(MetricBatch batch, OtlpLimits limits, boolean restoring) {
        super(batch, limits);
        this.restoring = restoring;
    }

    @Override
    void readFields(ProtoReader in) throws MalformedException {
        inOrder(in);
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case START -> startNanos = in.fixed64();
                case TIME -> timeNanos = in.fixed64();
                case AS_DOUBLE -> readNumber(in, MetricBatch.VALUE_DOUBLE);
                case EXEMPLAR -> exemplars.read(in);
                case AS_INT -> readNumber(in, MetricBatch.VALUE_INT);
                case ATTRIBUTE -> attributes.read(in, tag);
                case 8 << 3 | ProtoReader.VARINT -> flags = in.varint32();
                case OtlpJsonSchema.PAYLOAD << 3 | ProtoReader.BYTES -> {
                    int length = in.bytes();
                    if (restoring) {
                        payload.append(in.data(), in.position() - length, in.position());
                    }
                }
                default -> in.skip(tag);
            }
        }
    }

    /// Reads fields for as long as they come in the order of their numbers, in which encoders write
    /// them: the processor foresees these branches, a jump by tag it does not.
    private void inOrder(ProtoReader in) throws MalformedException {
        readNumbers(in);
        while (in.follows(EXEMPLAR)) {
            exemplars.read(in);
        }
        if (in.follows(ATTRIBUTE)) {
            attributes.read(in, ATTRIBUTE);
        }
    }

    /// Reads start, time and value if they stand here one behind the other; many have no start.
    private void readNumbers(ProtoReader in) {
        int at = in.position();
        int limit = in.limit();
        byte[] data = in.data();
        if (limit - at >= 27 && data[at] == START) {
            startNanos = in.peek64(at + 1);
            at += 9;
        }
        if (limit - at >= 18 && data[at] == TIME && isNumber(data[at + 9])) {
            timeNanos = in.peek64(at + 1);
            value = in.peek64(at + 10);
            valueKind = data[at + 9] == AS_INT ? MetricBatch.VALUE_INT : MetricBatch.VALUE_DOUBLE;
            at += 18;
        }
        in.advanceTo(at);
    }

    private static boolean isNumber(int tag) {
        return tag == AS_INT || tag == AS_DOUBLE;
    }

    private void readNumber(ProtoReader in, int kind) throws MalformedException {
        value = in.fixed64();
        valueKind = kind;
    }

    @Override
    @Nullable Rejection defect() {
        return null;
    }
}
