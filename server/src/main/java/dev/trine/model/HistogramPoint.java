package dev.trine.model;

import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import java.util.OptionalDouble;

/// The payload of a histogram's data point, read.
///
/// @param count how many values there were (uint64)
/// @param sum of them; absent when the sender gave none
/// @param min smallest of them; absent when the sender gave none
/// @param max largest of them; absent when the sender gave none
/// @param bucketCounts values per bucket (uint64); one more than the bounds, or none at all
/// @param explicitBounds upper bounds of the buckets, inclusive, increasing; the last bucket has none
public record HistogramPoint(
        long count,
        OptionalDouble sum,
        OptionalDouble min,
        OptionalDouble max,
        long[] bucketCounts,
        double[] explicitBounds) {

    /// Reads a value of [MetricBatch#payload] that belongs to a histogram.
    ///
    /// @throws IllegalArgumentException when it is not what a receiver writes
    public static HistogramPoint of(BytesColumn payload, int row) {
        return Messages.only(payload, row, HistogramPoint::read);
    }

    private static HistogramPoint read(ProtoReader in) throws MalformedException {
        long count = 0;
        OptionalDouble sum = OptionalDouble.empty();
        OptionalDouble min = OptionalDouble.empty();
        OptionalDouble max = OptionalDouble.empty();
        LongColumn counts = new LongColumn(16);
        LongColumn bounds = new LongColumn(16);
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 4 << 3 | ProtoReader.FIXED64 -> count = in.fixed64();
                case 5 << 3 | ProtoReader.FIXED64 -> sum = Messages.optionalDouble(in);
                case 6 << 3 | ProtoReader.FIXED64 -> counts.append(in.fixed64());
                case 6 << 3 | ProtoReader.BYTES -> Messages.packedFixed64(in, counts);
                case 7 << 3 | ProtoReader.FIXED64 -> bounds.append(in.fixed64());
                case 7 << 3 | ProtoReader.BYTES -> Messages.packedFixed64(in, bounds);
                case 11 << 3 | ProtoReader.FIXED64 -> min = Messages.optionalDouble(in);
                case 12 << 3 | ProtoReader.FIXED64 -> max = Messages.optionalDouble(in);
                default -> in.skip(tag);
            }
        }
        return new HistogramPoint(
                count, sum, min, max, Messages.longs(counts), Messages.doubles(bounds));
    }
}
