package dev.trine.protocol.otlp;

import dev.trine.model.MetricBatch;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import org.jspecify.annotations.Nullable;

/// Reads `SummaryDataPoint`.
final class SummaryPointReader extends PointReader {
    private boolean outOfRange;

    SummaryPointReader(MetricBatch batch, OtlpLimits limits) {
        super(batch, limits);
    }

    @Override
    void clear() {
        super.clear();
        outOfRange = false;
    }

    @Override
    void readFields(ProtoReader in) throws MalformedException {
        while (in.more()) {
            int start = in.position();
            int tag = in.tag();
            switch (tag) {
                case 2 << 3 | ProtoReader.FIXED64 -> startNanos = in.fixed64();
                case 3 << 3 | ProtoReader.FIXED64 -> timeNanos = in.fixed64();
                case 7 << 3 | ProtoReader.BYTES -> attributes.read(in, tag);
                case 8 << 3 | ProtoReader.VARINT -> flags = in.varint32();
                case 4 << 3 | ProtoReader.FIXED64, 5 << 3 | ProtoReader.FIXED64 -> {
                    in.fixed64();
                    keep(in, start);
                }
                case 6 << 3 | ProtoReader.BYTES -> {
                    readQuantile(in);
                    keep(in, start);
                }
                default -> in.skip(tag);
            }
        }
    }

    private void readQuantile(ProtoReader in) throws MalformedException {
        int outer = in.enter();
        double quantile = 0;
        while (in.more()) {
            int tag = in.tag();
            if (tag == (1 << 3 | ProtoReader.FIXED64)) {
                quantile = Double.longBitsToDouble(in.fixed64());
            } else {
                in.skip(tag);
            }
        }
        in.leave(outer);
        // Written so that NaN is refused.
        if (!(quantile >= 0 && quantile <= 1)) {
            outOfRange = true;
        }
    }

    @Override
    @Nullable Rejection defect() {
        return outOfRange ? Rejection.QUANTILE : null;
    }
}
