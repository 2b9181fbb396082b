package dev.trine.protocol.otlp;

import dev.trine.model.BytesColumn;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import org.jspecify.annotations.Nullable;

/// The exemplars of the point being read: each is checked and copied as field 1, whatever field it
/// came in.
final class ExemplarList {
    private static final int ENTRY_TAG = 1 << 3 | ProtoReader.BYTES;

    private final PendingValue entries;
    private final int attributeLimit;
    private @Nullable Rejection rejection;

    ExemplarList(BytesColumn column, OtlpLimits limits) {
        entries = new PendingValue(column);
        attributeLimit = limits.attributes();
    }

    void clear() {
        entries.clear();
        rejection = null;
    }

    /// Reads the `Exemplar` whose length is next.
    void read(ProtoReader in) throws MalformedException {
        int start = in.position();
        int outer = in.enter();
        int attributes = 0;
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 2 << 3 | ProtoReader.FIXED64 -> {
                    if (in.fixed64() < 0) {
                        rejection = Rejection.TIME_RANGE;
                    }
                }
                case 4 << 3 | ProtoReader.BYTES -> readId(in, Ids.SPAN_ID_BYTES);
                case 5 << 3 | ProtoReader.BYTES -> readId(in, Ids.TRACE_ID_BYTES);
                case 7 << 3 | ProtoReader.BYTES -> {
                    attributes++;
                    ValueCheck.keyValue(in);
                }
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
        if (attributes > attributeLimit) {
            rejection = Rejection.ATTRIBUTES;
        }
        entries.appendField(ENTRY_TAG, in.data(), start, in.position());
    }

    private void readId(ProtoReader in, int expectedLength) throws MalformedException {
        if (Ids.read(in, expectedLength) == Ids.WRONG_LENGTH) {
            rejection = Rejection.EXEMPLAR_ID;
        }
    }

    /// Why the point is refused because of its exemplars; null when it is not.
    @Nullable Rejection rejection() {
        return rejection;
    }

    void commitAt(int row) {
        entries.commitAt(row);
    }
}
