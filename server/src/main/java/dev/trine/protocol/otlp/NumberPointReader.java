package dev.trine.protocol.otlp;

import dev.trine.model.MetricBatch;
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

    NumberPointReader(MetricBatch batch, OtlpLimits limits) {
        super(batch, limits);
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
                default -> in.skip(tag);
            }
        }
    }

    /// Reads fields for as long as they come in the order of their numbers, in which encoders write
    /// them: the processor foresees these branches, a jump by tag it does not.
    private void inOrder(ProtoReader in) throws MalformedException {
        if (in.follows(START)) {
            startNanos = in.fixed64();
        }
        if (in.follows(TIME)) {
            timeNanos = in.fixed64();
        }
        if (in.follows(AS_DOUBLE)) {
            readNumber(in, MetricBatch.VALUE_DOUBLE);
        }
        while (in.follows(EXEMPLAR)) {
            exemplars.read(in);
        }
        if (in.follows(AS_INT)) {
            readNumber(in, MetricBatch.VALUE_INT);
        }
        if (in.follows(ATTRIBUTE)) {
            attributes.read(in, ATTRIBUTE);
        }
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
