package dev.trine.model;

import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import java.util.List;

/// One measurement behind a data point, with the span that it was made in.
///
/// @param traceIdHigh first 8 bytes of the trace id; both halves 0 = none
/// @param spanId 0 = none
/// @param timeNanos nanoseconds since the Unix epoch
/// @param value raw bits of the number, by `valueKind`
/// @param valueKind one of the `VALUE_` constants of [MetricBatch]
/// @param attributes those of the measurement that the series does not have; a cursor for one reader
public record Exemplar(
        long traceIdHigh,
        long traceIdLow,
        long spanId,
        long timeNanos,
        long value,
        int valueKind,
        Attributes attributes) {

    /// Reads a value of [MetricBatch#exemplars].
    ///
    /// @throws IllegalArgumentException when it is not what a receiver writes
    public static List<Exemplar> of(BytesColumn exemplars, int row) {
        return Messages.all(exemplars, row, 1, Exemplar::read);
    }

    private static Exemplar read(ProtoReader in) throws MalformedException {
        Attributes attributes = new Attributes(7).reset(in.data(), in.position(), in.limit());
        long high = 0;
        long low = 0;
        long spanId = 0;
        long timeNanos = 0;
        long value = 0;
        int valueKind = MetricBatch.VALUE_NONE;
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 2 << 3 | ProtoReader.FIXED64 -> timeNanos = in.fixed64();
                case 3 << 3 | ProtoReader.FIXED64 -> {
                    value = in.fixed64();
                    valueKind = MetricBatch.VALUE_DOUBLE;
                }
                case 4 << 3 | ProtoReader.BYTES -> spanId = Messages.spanId(in);
                case 5 << 3 | ProtoReader.BYTES -> {
                    int start = Messages.idStart(in, 16);
                    high = start < 0 ? 0 : in.bigEndian64(start);
                    low = start < 0 ? 0 : in.bigEndian64(start + 8);
                }
                case 6 << 3 | ProtoReader.FIXED64 -> {
                    value = in.fixed64();
                    valueKind = MetricBatch.VALUE_INT;
                }
                default -> in.skip(tag);
            }
        }
        return new Exemplar(high, low, spanId, timeNanos, value, valueKind, attributes);
    }
}
