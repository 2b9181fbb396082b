package dev.trine.model;

import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import java.nio.charset.StandardCharsets;

/// One row of [Batch#resources()], read: who sent the telemetry. Immutable but for the cursors it
/// hands out, each a new one.
public final class ResourceEntry {
    private static final byte[] SERVICE_NAME = "service.name".getBytes(StandardCharsets.UTF_8);

    private final byte[] data;
    private int start;
    private int end;
    private long droppedAttributes;
    private String schemaUrl = "";

    private ResourceEntry(byte[] data) {
        this.data = data;
    }

    /// Reads a row of the table.
    ///
    /// @throws IllegalArgumentException when it is not what a receiver writes
    public static ResourceEntry of(BytesColumn resources, int row) {
        ResourceEntry entry = new ResourceEntry(resources.data());
        try {
            entry.read(new ProtoReader(resources.data(), resources.start(row), resources.end(row)));
        } catch (MalformedException e) {
            throw new IllegalArgumentException("resource: " + e.getMessage(), e);
        }
        return entry;
    }

    private void read(ProtoReader in) throws MalformedException {
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | ProtoReader.BYTES -> readResource(in);
                case 3 << 3 | ProtoReader.BYTES -> schemaUrl = Messages.text(in);
                default -> in.skip(tag);
            }
        }
    }

    private void readResource(ProtoReader in) throws MalformedException {
        int outer = in.enter();
        start = in.position();
        end = in.limit();
        while (in.more()) {
            int tag = in.tag();
            if (tag == (2 << 3 | ProtoReader.VARINT)) {
                droppedAttributes = Integer.toUnsignedLong(in.varint32());
            } else {
                in.skip(tag);
            }
        }
        in.leave(outer);
    }

    /// Its attributes.
    public Attributes attributes() {
        return new Attributes(1).reset(data, start, end);
    }

    /// The `service.name` attribute as text; "" when there is none.
    public String serviceName() {
        Attributes attributes = attributes();
        return attributes.find(SERVICE_NAME) ? attributes.value().text() : "";
    }

    /// How many attributes the sender dropped.
    public long droppedAttributes() {
        return droppedAttributes;
    }

    public String schemaUrl() {
        return schemaUrl;
    }
}
