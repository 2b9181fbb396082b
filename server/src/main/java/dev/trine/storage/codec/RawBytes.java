package dev.trine.storage.codec;

import dev.trine.model.BytesColumn;

/// Byte strings as they are.
///
/// ```
/// ┌──────────────────────────┬──────────────────────────────┐
/// │ lengths: an integer page │ all bytes, one after another │
/// └──────────────────────────┴──────────────────────────────┘
/// ```
final class RawBytes {
    private RawBytes() {}

    static BytesColumn decode(ByteSource in, int[] ends, int count) {
        int length = count == 0 ? 0 : ends[count - 1];
        int start = in.skip(length);
        byte[] data = new byte[length];
        System.arraycopy(in.array(), start, data, 0, length);
        return new BytesColumn(data, ends, count);
    }
}
