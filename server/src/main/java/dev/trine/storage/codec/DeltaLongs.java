package dev.trine.storage.codec;

/// The first value, then the steps between neighbours as a page of their own: equal steps are a
/// constant, steps of a steady change are steps again (delta of delta). Steps wrap, so that any 64-bit
/// values come back exactly.
///
/// ```
/// ┌──────────────────────┬──────────────────────────────────────┐
/// │ first, zigzag varint │ steps: an integer page, one value less │
/// └──────────────────────┴──────────────────────────────────────┘
/// ```
final class DeltaLongs {
    private DeltaLongs() {}

    /// Writes the steps, one less than there are values.
    static void steps(long[] values, int count, long[] into) {
        for (int i = 1; i < count; i++) {
            into[i - 1] = values[i] - values[i - 1];
        }
    }

    static void decode(LongPageDecoder pages, ByteSource in, long[] into, int count, int depth) {
        long value = in.getZigzag();
        if (count == 0) {
            throw new MalformedPageException("steps of no values");
        }
        pages.decode(in, into, count - 1, depth + 1);
        for (int i = 0; i < count; i++) {
            long step = into[i];
            into[i] = value;
            value += step;
        }
    }
}
