package dev.trine.protocol.otlp;

import dev.trine.model.BytesColumn;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;

/// Where in the request a string of the current record lies. Sent twice, the last one counts.
final class TextRange {
    private int start;
    private int end;

    void clear() {
        start = 0;
        end = 0;
    }

    /// Reads the string whose length is next.
    void read(ProtoReader in) throws MalformedException {
        int length = in.utf8();
        end = in.position();
        start = end - length;
    }

    boolean isEmpty() {
        return start == end;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /// Makes it the value of a row, and those of the rows before it that have none yet empty. Does
    /// nothing when it is empty itself.
    void appendTo(BytesColumn column, byte[] request, int row) {
        if (end > start) {
            column.padTo(row);
            appendTo(column, request);
        }
    }

    void appendTo(BytesColumn column, byte[] request) {
        column.append(request, start, end - start);
    }
}
