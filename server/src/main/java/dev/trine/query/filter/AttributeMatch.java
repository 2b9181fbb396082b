package dev.trine.query.filter;

import dev.trine.model.Attributes;
import java.nio.charset.StandardCharsets;

/// An attribute that must have a value: its text, as [dev.trine.model.AnyValue#text()] puts it, is
/// compared.
public final class AttributeMatch {
    private final byte[] key;
    private final byte[] value;

    public AttributeMatch(String key, String value) {
        this.key = key.getBytes(StandardCharsets.UTF_8);
        this.value = value.getBytes(StandardCharsets.UTF_8);
    }

    /// Whether the attributes have an entry that matches.
    ///
    /// @param attributes a cursor, which is moved
    public boolean in(Attributes attributes) {
        return attributes.find(key) && attributes.value().textEquals(value);
    }
}
