package dev.trine.model;

import dev.trine.wire.MalformedException;
import dev.trine.wire.ProtoReader;
import java.nio.charset.StandardCharsets;

/// Strings inside resource and scope entries.
final class EntryText {
    private EntryText() {}

    /// Reads the string field that is next.
    static String read(ProtoReader in) throws MalformedException {
        int length = in.bytes();
        return new String(in.data(), in.position() - length, length, StandardCharsets.UTF_8);
    }
}
