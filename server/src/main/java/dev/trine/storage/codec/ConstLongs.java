package dev.trine.storage.codec;

import java.util.Arrays;

/// One value that every row has.
///
/// ```
/// ┌───────────────────────┐
/// │ value, zigzag varint  │
/// └───────────────────────┘
/// ```
final class ConstLongs {
    private ConstLongs() {}

    static void encode(long value, ByteSink out) {
        out.putZigzag(value);
    }

    static void decode(ByteSource in, long[] into, int count) {
        Arrays.fill(into, 0, count, in.getZigzag());
    }
}
