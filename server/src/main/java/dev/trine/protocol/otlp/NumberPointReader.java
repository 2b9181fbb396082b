package dev.trine.protocol.otlp;

import dev.trine.model.MetricBatch;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import org.jspecify.annotations.Nullable;

/// Reads `NumberDataPoint`: the points of gauges and sums.
final class NumberPointReader extends PointReader {
    NumberPointReader(MetricBatch batch, OtlpLimits limits) {
        super(batch, limits);
    }

    @Override
    void readFields(ProtoReader in) throws MalformedException {
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 2 << 3 | ProtoReader.FIXED64 -> startNanos = in.fixed64();
                case 3 << 3 | ProtoReader.FIXED64 -> timeNanos = in.fixed64();
                case 4 << 3 | ProtoReader.FIXED64 -> {
                    value = in.fixed64();
                    valueKind = MetricBatch.VALUE_DOUBLE;
                }
                case 5 << 3 | ProtoReader.BYTES -> exemplars.read(in);
                case 6 << 3 | ProtoReader.FIXED64 -> {
                    value = in.fixed64();
                    valueKind = MetricBatch.VALUE_INT;
                }
                case 7 << 3 | ProtoReader.BYTES -> attributes.read(in);
                case 8 << 3 | ProtoReader.VARINT -> flags = in.varint32();
                default -> in.skip(tag);
            }
        }
    }

    @Override
    @Nullable Rejection defect() {
        return null;
    }
}
