package dev.trine.protocol.otlp;

import dev.trine.model.BytesColumn;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import java.util.Arrays;

/// The attributes of the record being read: each is checked and copied as an entry of a
/// `KeyValueList`, whatever field it came in.
final class AttributeList {
    private static final int ENTRY_TAG = 1 << 3 | ProtoReader.BYTES;

    private final PendingValue entries;
    private final int limit;
    private int count;

    /// Where each entry of the current run ends, from the first one's length on.
    private int[] ends = new int[16];

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
        int run = 0;
        do {
            ValueCheck.keyValue(in);
            if (run == ends.length) {
                ends = Arrays.copyOf(ends, run * 2);
            }
            ends[run++] = in.position() - start;
        } while (in.follows(tag));
        count += run;
        if (count <= limit) {
            int at = entries.appendField(ENTRY_TAG, in.data(), start, start + ends[run - 1]);
            byte[] copy = entries.data();
            for (int i = 0; i < run - 1; i++) {
                copy[at + ends[i]] = (byte) ENTRY_TAG;
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
