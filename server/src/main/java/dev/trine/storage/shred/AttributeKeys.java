package dev.trine.storage.shred;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/// A set of attribute keys. Immutable.
public final class AttributeKeys {
    private final List<byte[]> keys;

    public AttributeKeys(Collection<String> keys) {
        this.keys = keys.stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toList();
    }

    boolean contains(byte[] data, int from, int to) {
        for (byte[] key : keys) {
            if (Arrays.equals(key, 0, key.length, data, from, to)) {
                return true;
            }
        }
        return false;
    }
}
