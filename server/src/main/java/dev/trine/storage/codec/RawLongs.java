package dev.trine.storage.codec;

/// Integers as they are: the fallback for values without any pattern.
///
/// ```
/// ┌─────────────────────────┬─────┐
/// │ value 0, 8 bytes little │  …  │
/// └─────────────────────────┴─────┘
/// ```
final class RawLongs {
    private RawLongs() {}

    static long size(int count) {
        return (long) Long.BYTES * count;
    }

    static void encode(long[] values, int count, ByteSink out) {
        for (int i = 0; i < count; i++) {
            out.putLong(values[i]);
        }
    }

    static void decode(ByteSource in, long[] into, int count) {
        for (int i = 0; i < count; i++) {
            into[i] = in.getLong();
        }
    }
}
