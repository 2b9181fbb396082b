package dev.trine.protocol.otlp;

import dev.trine.model.MetricBatch;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import org.jspecify.annotations.Nullable;

/// Reads `ExponentialHistogramDataPoint`.
final class ExponentialHistogramPointReader extends PointReader {
    /// SDKs use -10..20; from 21 on a 32-bit index no longer reaches every double.
    private static final int SCALE_LIMIT = 32;

    private final Buckets positive = new Buckets();
    private final Buckets negative = new Buckets();
    private int scale;
    private double zeroThreshold;

    ExponentialHistogramPointReader(MetricBatch batch, OtlpLimits limits) {
        super(batch, limits);
    }

    @Override
    void clear() {
        super.clear();
        positive.clear();
        negative.clear();
        scale = 0;
        zeroThreshold = 0;
    }

    @Override
    void readFields(ProtoReader in) throws MalformedException {
        while (in.more()) {
            int start = in.position();
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | ProtoReader.BYTES -> attributes.read(in, tag);
                case 2 << 3 | ProtoReader.FIXED64 -> startNanos = in.fixed64();
                case 3 << 3 | ProtoReader.FIXED64 -> timeNanos = in.fixed64();
                case 10 << 3 | ProtoReader.VARINT -> flags = in.varint32();
                case 11 << 3 | ProtoReader.BYTES -> exemplars.read(in);
                default -> readOwn(in, tag, start);
            }
        }
    }

    private void readOwn(ProtoReader in, int tag, int start) throws MalformedException {
        switch (tag) {
            case 4 << 3 | ProtoReader.FIXED64,
                    5 << 3 | ProtoReader.FIXED64,
                    7 << 3 | ProtoReader.FIXED64,
                    12 << 3 | ProtoReader.FIXED64,
                    13 << 3 | ProtoReader.FIXED64 ->
                    in.fixed64();
            case 6 << 3 | ProtoReader.VARINT -> scale = ProtoReader.unfold(in.varint32());
            case 8 << 3 | ProtoReader.BYTES -> positive.read(in);
            case 9 << 3 | ProtoReader.BYTES -> negative.read(in);
            case 14 << 3 | ProtoReader.FIXED64 ->
                    zeroThreshold = Double.longBitsToDouble(in.fixed64());
            default -> {
                in.skip(tag);
                return;
            }
        }
        keep(in, start);
    }

    @Override
    @Nullable Rejection defect() {
        if (Math.abs((long) scale) > SCALE_LIMIT) {
            return Rejection.SCALE;
        }
        // Written so that NaN is refused.
        if (!(zeroThreshold >= 0)) {
            return Rejection.ZERO_THRESHOLD;
        }
        return positive.tooLarge() || negative.tooLarge() ? Rejection.BUCKET_OFFSET : null;
    }

    /// One side's buckets: where they start and how many they are.
    private static final class Buckets {
        private int offset;
        private int count;

        void clear() {
            offset = 0;
            count = 0;
        }

        void read(ProtoReader in) throws MalformedException {
            int outer = in.enter();
            while (in.more()) {
                int tag = in.tag();
                switch (tag) {
                    case 1 << 3 | ProtoReader.VARINT -> offset = ProtoReader.unfold(in.varint32());
                    case 2 << 3 | ProtoReader.VARINT -> {
                        in.varint64();
                        count++;
                    }
                    case 2 << 3 | ProtoReader.BYTES -> readPacked(in);
                    default -> in.skip(tag);
                }
            }
            in.leave(outer);
        }

        private void readPacked(ProtoReader in) throws MalformedException {
            int outer = in.enter();
            while (in.more()) {
                in.varint64();
                count++;
            }
            in.leave(outer);
        }

        boolean tooLarge() {
            return (long) offset + count > Integer.MAX_VALUE;
        }
    }
}
