package dev.trine.protocol.otlp;

import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;

/// Trace and span ids on the wire: byte strings of a fixed length, empty when there is none.
final class Ids {
    static final int TRACE_ID_BYTES = 16;
    static final int SPAN_ID_BYTES = 8;

    /// What [#read] gives for an id that is not there.
    static final int ABSENT = -1;

    /// What [#read] gives for an id of any other length.
    static final int WRONG_LENGTH = -2;

    private Ids() {}

    /// Reads the id whose length is next.
    ///
    /// @return offset of its first byte, or [#ABSENT] or [#WRONG_LENGTH]
    static int read(ProtoReader in, int expectedLength) throws MalformedException {
        int length = in.bytes();
        if (length == expectedLength) {
            return in.position() - length;
        }
        return length == 0 ? ABSENT : WRONG_LENGTH;
    }
}
