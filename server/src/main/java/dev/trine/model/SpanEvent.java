package dev.trine.model;

import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import java.util.List;

/// Something that happened during a span.
///
/// @param timeNanos nanoseconds since the Unix epoch
/// @param attributes a cursor for one reader
/// @param droppedAttributes how many the sender dropped
public record SpanEvent(
        long timeNanos, String name, Attributes attributes, long droppedAttributes) {

    /// Reads a value of [SpanBatch#events].
    ///
    /// @throws IllegalArgumentException when it is not what a receiver writes
    public static List<SpanEvent> of(BytesColumn events, int row) {
        return Messages.all(events, row, 11, SpanEvent::read);
    }

    private static SpanEvent read(ProtoReader in) throws MalformedException {
        Attributes attributes = new Attributes(3).reset(in.data(), in.position(), in.limit());
        long timeNanos = 0;
        String name = "";
        int dropped = 0;
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | ProtoReader.FIXED64 -> timeNanos = in.fixed64();
                case 2 << 3 | ProtoReader.BYTES -> name = Messages.text(in);
                case 4 << 3 | ProtoReader.VARINT -> dropped = in.varint32();
                default -> in.skip(tag);
            }
        }
        return new SpanEvent(timeNanos, name, attributes, Integer.toUnsignedLong(dropped));
    }
}
