package dev.trine.model;

import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;

/// One row of [Batch#scopes()], read: the library that made the telemetry. Immutable but for the
/// cursors it hands out, each a new one.
public final class ScopeEntry {
    private final byte[] data;
    private int start;
    private int end;
    private String name = "";
    private String version = "";
    private long droppedAttributes;
    private String schemaUrl = "";

    private ScopeEntry(byte[] data) {
        this.data = data;
    }

    /// Reads a row of the table.
    ///
    /// @throws IllegalArgumentException when it is not what a receiver writes
    public static ScopeEntry of(BytesColumn scopes, int row) {
        ScopeEntry entry = new ScopeEntry(scopes.data());
        try {
            entry.read(new ProtoReader(scopes.data(), scopes.start(row), scopes.end(row)));
        } catch (MalformedException e) {
            throw new IllegalArgumentException("scope: " + e.getMessage(), e);
        }
        return entry;
    }

    private void read(ProtoReader in) throws MalformedException {
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | ProtoReader.BYTES -> readScope(in);
                case 3 << 3 | ProtoReader.BYTES -> schemaUrl = Messages.text(in);
                default -> in.skip(tag);
            }
        }
    }

    private void readScope(ProtoReader in) throws MalformedException {
        int outer = in.enter();
        start = in.position();
        end = in.limit();
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | ProtoReader.BYTES -> name = Messages.text(in);
                case 2 << 3 | ProtoReader.BYTES -> version = Messages.text(in);
                case 4 << 3 | ProtoReader.VARINT ->
                        droppedAttributes = Integer.toUnsignedLong(in.varint32());
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
    }

    public String name() {
        return name;
    }

    public String version() {
        return version;
    }

    /// Its attributes.
    public Attributes attributes() {
        return new Attributes(3).reset(data, start, end);
    }

    /// How many attributes the sender dropped.
    public long droppedAttributes() {
        return droppedAttributes;
    }

    public String schemaUrl() {
        return schemaUrl;
    }
}
