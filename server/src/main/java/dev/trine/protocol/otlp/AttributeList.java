package dev.trine.protocol.otlp;

import dev.trine.model.BytesColumn;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;

/// The attributes of the record being read: each is checked and copied as an entry of a
/// `KeyValueList`, whatever field it came in.
final class AttributeList {
    private static final int ENTRY_TAG = 1 << 3 | ProtoReader.BYTES;

    private final PendingValue entries;
    private final int limit;
    private final AttributeRun run = new AttributeRun();
    private int count;

    AttributeList(BytesColumn column, OtlpLimits limits) {
        entries = new PendingValue(column);
        limit = limits.attributes();
    }

    void clear() {
        entries.clear();
        count = 0;
    }

    /// Reads the `KeyValue` whose length is next, and those that directly follow it in the same
    /// field: they are copied as one piece, in which only the tags are exchanged.
    ///
    /// @param tag of that field, below 128
    void read(ProtoReader in, int tag) throws MalformedException {
        int start = in.position();
        run.read(in, tag);
        count += run.size();
        if (count <= limit) {
            int at = entries.appendField(ENTRY_TAG, in.data(), start, in.position());
            byte[] copy = entries.data();
            for (int i = 0; i < run.size() - 1; i++) {
                copy[at + run.end(i) - start] = (byte) ENTRY_TAG;
            }
        }
    }

    /// Adds an entry of our own making, whatever the limit.
    ///
    /// @param data holds a `KeyValue` with its length in front, in `[from, to)`
    void add(byte[] data, int from, int to) {
        entries.appendField(ENTRY_TAG, data, from, to);
    }

    /// Whether there were more than a record may have.
    boolean overLimit() {
        return count > limit;
    }

    void commit() {
        entries.commit();
        count = 0;
    }
}
