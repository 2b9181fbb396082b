package dev.trine.model;

import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import java.util.ArrayList;
import java.util.List;

/// The payload of a summary's data point, read.
///
/// @param count how many values there were (uint64)
/// @param sum of them
/// @param quantiles in the order in which they were sent
public record SummaryPoint(long count, double sum, List<Quantile> quantiles) {
    /// One quantile.
    ///
    /// @param quantile 0..1
    public record Quantile(double quantile, double value) {}

    public SummaryPoint {
        quantiles = List.copyOf(quantiles);
    }

    /// Reads a value of [MetricBatch#payload] that belongs to a summary.
    ///
    /// @throws IllegalArgumentException when it is not what a receiver writes
    public static SummaryPoint of(BytesColumn payload, int row) {
        return Messages.only(payload, row, SummaryPoint::read);
    }

    private static SummaryPoint read(ProtoReader in) throws MalformedException {
        long count = 0;
        double sum = 0;
        List<Quantile> quantiles = new ArrayList<>();
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 4 << 3 | ProtoReader.FIXED64 -> count = in.fixed64();
                case 5 << 3 | ProtoReader.FIXED64 -> sum = Double.longBitsToDouble(in.fixed64());
                case 6 << 3 | ProtoReader.BYTES -> quantiles.add(readQuantile(in));
                default -> in.skip(tag);
            }
        }
        return new SummaryPoint(count, sum, quantiles);
    }

    private static Quantile readQuantile(ProtoReader in) throws MalformedException {
        double quantile = 0;
        double value = 0;
        int outer = in.enter();
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | ProtoReader.FIXED64 ->
                        quantile = Double.longBitsToDouble(in.fixed64());
                case 2 << 3 | ProtoReader.FIXED64 -> value = Double.longBitsToDouble(in.fixed64());
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
        return new Quantile(quantile, value);
    }
}
