package dev.trine.model;

import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import java.util.List;

/// Another span that a span refers to.
///
/// @param traceIdHigh first 8 bytes of the trace id; both halves 0 = none
/// @param spanId 0 = none
/// @param attributes a cursor for one reader
/// @param droppedAttributes how many the sender dropped
/// @param flags W3C trace flags and the remote bits (uint32)
public record SpanLink(
        long traceIdHigh,
        long traceIdLow,
        long spanId,
        String traceState,
        Attributes attributes,
        long droppedAttributes,
        int flags) {

    /// Reads a value of [SpanBatch#links].
    ///
    /// @throws IllegalArgumentException when it is not what a receiver writes
    public static List<SpanLink> of(BytesColumn links, int row) {
        return Messages.all(links, row, 13, SpanLink::read);
    }

    private static SpanLink read(ProtoReader in) throws MalformedException {
        Attributes attributes = new Attributes(4).reset(in.data(), in.position(), in.limit());
        long high = 0;
        long low = 0;
        long spanId = 0;
        String traceState = "";
        int dropped = 0;
        int flags = 0;
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | ProtoReader.BYTES -> {
                    int start = Messages.idStart(in, 16);
                    high = start < 0 ? 0 : in.bigEndian64(start);
                    low = start < 0 ? 0 : in.bigEndian64(start + 8);
                }
                case 2 << 3 | ProtoReader.BYTES -> spanId = Messages.spanId(in);
                case 3 << 3 | ProtoReader.BYTES -> traceState = Messages.text(in);
                case 5 << 3 | ProtoReader.VARINT -> dropped = in.varint32();
                case 6 << 3 | ProtoReader.FIXED32 -> flags = in.fixed32();
                default -> in.skip(tag);
            }
        }
        return new SpanLink(
                high, low, spanId, traceState, attributes, Integer.toUnsignedLong(dropped), flags);
    }
}
