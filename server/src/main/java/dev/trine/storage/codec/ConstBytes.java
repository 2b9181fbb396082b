package dev.trine.storage.codec;

import dev.trine.model.BytesColumn;
import java.util.Arrays;

/// One byte string that every row has; the empty one above all.
///
/// ```
/// ┌────────────────┬───────┐
/// │ length, varint │ bytes │
/// └────────────────┴───────┘
/// ```
final class ConstBytes {
    private ConstBytes() {}

    static boolean fits(byte[] data, int[] ends, int count) {
        int length = count == 0 ? 0 : ends[0];
        for (int i = 1; i < count; i++) {
            if (ends[i] - ends[i - 1] != length
                    || !Arrays.equals(data, ends[i - 1], ends[i], data, 0, length)) {
                return false;
            }
        }
        return true;
    }

    static void encode(byte[] data, int length, ByteSink out) {
        out.putVarint(length);
        out.putBytes(data, 0, length);
    }

    static BytesColumn decode(ByteSource in, int count, int maxBytes) {
        int length = in.getCount("length", in.remaining());
        int start = in.skip(length);
        if ((long) length * count > maxBytes) {
            throw new MalformedPageException(
                    "bytes: " + (long) length * count + " (expected: <= " + maxBytes + ")");
        }
        byte[] data = new byte[length * count];
        int[] ends = new int[count];
        for (int i = 0; i < count; i++) {
            System.arraycopy(in.array(), start, data, i * length, length);
            ends[i] = (i + 1) * length;
        }
        return new BytesColumn(data, ends, count);
    }
}
