package dev.trine.query.filter;

import dev.trine.model.Attributes;
import dev.trine.model.BytesColumn;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;

/// Looks for a text in the names and attribute values of a span's events.
///
/// Source: `Span.Event` of `opentelemetry/proto/trace/v1/trace.proto`: `name = 2`, `attributes = 3`.
final class EventText {
    private static final int EVENT = 11 << 3 | ProtoReader.BYTES;
    private static final int NAME = 2 << 3 | ProtoReader.BYTES;

    private EventText() {}

    static boolean in(TextFilter text, BytesColumn events, int row) {
        ProtoReader in = new ProtoReader(events.data(), events.start(row), events.end(row));
        try {
            while (in.more()) {
                int tag = in.tag();
                if (tag != EVENT) {
                    in.skip(tag);
                } else if (inEvent(text, in)) {
                    return true;
                }
            }
            return false;
        } catch (MalformedException e) {
            throw new IllegalArgumentException("events: " + e.getMessage(), e);
        }
    }

    private static boolean inEvent(TextFilter text, ProtoReader in) throws MalformedException {
        int outer = in.enter();
        int start = in.position();
        int end = in.limit();
        boolean found = false;
        while (in.more() && !found) {
            int tag = in.tag();
            if (tag == NAME) {
                int length = in.bytes();
                found = text.inPlain(in.data(), in.position() - length, in.position());
            } else {
                in.skip(tag);
            }
        }
        in.leave(outer);
        return found || text.inAttributes(new Attributes(3).reset(in.data(), start, end));
    }
}
