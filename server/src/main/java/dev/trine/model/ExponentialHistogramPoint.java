package dev.trine.model;

import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import java.util.OptionalDouble;

/// The payload of an exponential histogram's data point, read. Bucket `i` of a side holds absolute
/// values in `(base^(offset+i), base^(offset+i+1)]`, where `base = 2^(2^-scale)`.
///
/// @param count how many values there were (uint64)
/// @param sum of them; absent when the sender gave none
/// @param min smallest of them; absent when the sender gave none
/// @param max largest of them; absent when the sender gave none
/// @param scale resolution, -32..32
/// @param zeroCount how many were so close to 0 that they are in no bucket (uint64)
/// @param zeroThreshold how close that is
/// @param positive values above 0
/// @param negative values below 0
public record ExponentialHistogramPoint(
        long count,
        OptionalDouble sum,
        OptionalDouble min,
        OptionalDouble max,
        int scale,
        long zeroCount,
        double zeroThreshold,
        Buckets positive,
        Buckets negative) {

    /// The buckets of one sign.
    ///
    /// @param offset index of the first bucket
    /// @param counts values per bucket (uint64)
    public record Buckets(int offset, long[] counts) {
        private static final Buckets NONE = new Buckets(0, new long[0]);

        private static Buckets read(ProtoReader in) throws MalformedException {
            int offset = 0;
            LongColumn counts = new LongColumn(32);
            int outer = in.enter();
            while (in.more()) {
                int tag = in.tag();
                switch (tag) {
                    case 1 << 3 | ProtoReader.VARINT -> offset = ProtoReader.unfold(in.varint32());
                    case 2 << 3 | ProtoReader.VARINT -> counts.append(in.varint64());
                    case 2 << 3 | ProtoReader.BYTES -> Messages.packedVarint(in, counts);
                    default -> in.skip(tag);
                }
            }
            in.leave(outer);
            return new Buckets(offset, Messages.longs(counts));
        }
    }

    /// Reads a value of [MetricBatch#payload] that belongs to an exponential histogram.
    ///
    /// @throws IllegalArgumentException when it is not what a receiver writes
    public static ExponentialHistogramPoint of(BytesColumn payload, int row) {
        return Messages.only(payload, row, ExponentialHistogramPoint::read);
    }

    private static ExponentialHistogramPoint read(ProtoReader in) throws MalformedException {
        long count = 0;
        OptionalDouble sum = OptionalDouble.empty();
        OptionalDouble min = OptionalDouble.empty();
        OptionalDouble max = OptionalDouble.empty();
        int scale = 0;
        long zeroCount = 0;
        double zeroThreshold = 0;
        Buckets positive = Buckets.NONE;
        Buckets negative = Buckets.NONE;
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 4 << 3 | ProtoReader.FIXED64 -> count = in.fixed64();
                case 5 << 3 | ProtoReader.FIXED64 -> sum = Messages.optionalDouble(in);
                case 6 << 3 | ProtoReader.VARINT -> scale = ProtoReader.unfold(in.varint32());
                case 7 << 3 | ProtoReader.FIXED64 -> zeroCount = in.fixed64();
                case 8 << 3 | ProtoReader.BYTES -> positive = Buckets.read(in);
                case 9 << 3 | ProtoReader.BYTES -> negative = Buckets.read(in);
                case 12 << 3 | ProtoReader.FIXED64 -> min = Messages.optionalDouble(in);
                case 13 << 3 | ProtoReader.FIXED64 -> max = Messages.optionalDouble(in);
                case 14 << 3 | ProtoReader.FIXED64 ->
                        zeroThreshold = Double.longBitsToDouble(in.fixed64());
                default -> in.skip(tag);
            }
        }
        return new ExponentialHistogramPoint(
                count, sum, min, max, scale, zeroCount, zeroThreshold, positive, negative);
    }
}
