package dev.trine.protocol.otlp;

import dev.trine.model.BytesColumn;
import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import dev.trine.wire.ProtoWriter;

/// The resource or scope whose children are being read: checks it, and adds it to the batch's table
/// when its first child is accepted, so that a request of nothing but empty resources costs nothing.
final class EntryBuilder {
    private static final int MESSAGE_FIELD = 1;
    private static final int SCHEMA_URL_FIELD = 3;

    /// Which of the two it is, for they differ in their fields.
    enum Kind {
        RESOURCE,
        SCOPE
    }

    private final Kind kind;
    private final BytesColumn table;
    private final int attributeLimit;
    private final ProtoWriter message = new ProtoWriter(256);
    private final ProtoWriter entry = new ProtoWriter(256);
    private boolean present;
    private int attributes;
    private int schemaUrlStart;
    private int schemaUrlEnd;
    private int row;

    EntryBuilder(Kind kind, BytesColumn table, OtlpLimits limits) {
        this.kind = kind;
        this.table = table;
        attributeLimit = limits.attributes();
    }

    /// Starts a new one.
    void begin() {
        message.truncate(0);
        present = false;
        attributes = 0;
        schemaUrlStart = schemaUrlEnd = 0;
        row = -1;
    }

    /// Reads the resource or scope whose length is next. Sent twice, the two are merged, which in
    /// protobuf is putting one behind the other.
    void readMessage(ProtoReader in) throws MalformedException {
        int outer = in.enter();
        present = true;
        message.raw(in.data(), in.position(), in.limit());
        while (in.more()) {
            int tag = in.tag();
            switch (kind) {
                case RESOURCE -> resourceField(in, tag);
                case SCOPE -> scopeField(in, tag);
            }
        }
        in.leave(outer);
    }

    private void resourceField(ProtoReader in, int tag) throws MalformedException {
        switch (tag) {
            case 1 << 3 | ProtoReader.BYTES -> attribute(in);
            case 3 << 3 | ProtoReader.BYTES -> entityReference(in);
            default -> in.skip(tag);
        }
    }

    private void scopeField(ProtoReader in, int tag) throws MalformedException {
        switch (tag) {
            case 1 << 3 | ProtoReader.BYTES, 2 << 3 | ProtoReader.BYTES -> in.utf8();
            case 3 << 3 | ProtoReader.BYTES -> attribute(in);
            default -> in.skip(tag);
        }
    }

    private void attribute(ProtoReader in) throws MalformedException {
        attributes++;
        ValueCheck.keyValue(in);
    }

    private static void entityReference(ProtoReader in) throws MalformedException {
        int outer = in.enter();
        while (in.more()) {
            int tag = in.tag();
            int field = tag >>> 3;
            if (field <= 4 && (tag & 7) == ProtoReader.BYTES) {
                in.utf8();
            } else {
                in.skip(tag);
            }
        }
        in.leave(outer);
    }

    /// Reads the schema URL whose length is next.
    void readSchemaUrl(ProtoReader in) throws MalformedException {
        int length = in.utf8();
        schemaUrlEnd = in.position();
        schemaUrlStart = schemaUrlEnd - length;
    }

    /// Whether it has so many attributes that all its children are refused.
    boolean overLimit() {
        return attributes > attributeLimit;
    }

    /// Its row in the table.
    ///
    /// @param request the bytes it was read from
    int row(byte[] request) {
        if (row < 0) {
            entry.truncate(0);
            if (present) {
                entry.bytesField(MESSAGE_FIELD, message.data(), 0, message.size());
            }
            if (schemaUrlEnd > schemaUrlStart) {
                entry.bytesField(SCHEMA_URL_FIELD, request, schemaUrlStart, schemaUrlEnd);
            }
            row = table.size();
            table.append(entry.data(), 0, entry.size());
        }
        return row;
    }
}
