package dev.trine.protocol.otlp;

import dev.trine.model.MetricBatch;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import org.jspecify.annotations.Nullable;

/// Reads `HistogramDataPoint`.
final class HistogramPointReader extends PointReader {
    private static final int BUCKET_COUNTS = 6;
    private static final int EXPLICIT_BOUNDS = 7;

    private int buckets;
    private int bounds;
    private double lastBound;
    private boolean unsorted;

    HistogramPointReader(MetricBatch batch, OtlpLimits limits) {
        super(batch, limits);
    }

    @Override
    void clear() {
        super.clear();
        buckets = bounds = 0;
        lastBound = Double.NEGATIVE_INFINITY;
        unsorted = false;
    }

    @Override
    void readFields(ProtoReader in) throws MalformedException {
        while (in.more()) {
            int start = in.position();
            int tag = in.tag();
            switch (tag) {
                case 2 << 3 | ProtoReader.FIXED64 -> startNanos = in.fixed64();
                case 3 << 3 | ProtoReader.FIXED64 -> timeNanos = in.fixed64();
                case 8 << 3 | ProtoReader.BYTES -> exemplars.read(in);
                case 9 << 3 | ProtoReader.BYTES -> attributes.read(in, tag);
                case 10 << 3 | ProtoReader.VARINT -> flags = in.varint32();
                default -> readOwn(in, tag, start);
            }
        }
    }

    private void readOwn(ProtoReader in, int tag, int start) throws MalformedException {
        switch (tag) {
            case 4 << 3 | ProtoReader.FIXED64,
                    5 << 3 | ProtoReader.FIXED64,
                    11 << 3 | ProtoReader.FIXED64,
                    12 << 3 | ProtoReader.FIXED64 ->
                    in.fixed64();
            case BUCKET_COUNTS << 3 | ProtoReader.FIXED64 -> {
                in.fixed64();
                buckets++;
            }
            case BUCKET_COUNTS << 3 | ProtoReader.BYTES -> readBuckets(in);
            case EXPLICIT_BOUNDS << 3 | ProtoReader.FIXED64 -> readBound(in);
            case EXPLICIT_BOUNDS << 3 | ProtoReader.BYTES -> readBounds(in);
            default -> {
                in.skip(tag);
                return;
            }
        }
        keep(in, start);
    }

    private void readBuckets(ProtoReader in) throws MalformedException {
        int length = in.bytes();
        if (length % Long.BYTES != 0) {
            throw in.malformed("packed 64-bit values of " + length + " bytes");
        }
        buckets += length / Long.BYTES;
    }

    private void readBounds(ProtoReader in) throws MalformedException {
        int outer = in.enter();
        while (in.more()) {
            readBound(in);
        }
        in.leave(outer);
    }

    private void readBound(ProtoReader in) throws MalformedException {
        double bound = Double.longBitsToDouble(in.fixed64());
        // Written so that NaN counts as unsorted.
        if (!(bound > lastBound)) {
            unsorted = true;
        }
        lastBound = bound;
        bounds++;
    }

    @Override
    @Nullable Rejection defect() {
        if (buckets != bounds + 1 && (buckets | bounds) != 0) {
            return Rejection.BUCKET_COUNT;
        }
        return unsorted ? Rejection.BUCKET_BOUNDS : null;
    }
}
