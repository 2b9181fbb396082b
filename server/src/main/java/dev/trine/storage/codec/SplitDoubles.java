package dev.trine.storage.codec;

/// Doubles without decimals: the left bits (sign, exponent and some of the fraction) differ little and
/// are a page of their own, the right ones are noise and packed as they are. In the manner of ALP-RD
/// (see [DecimalDoubles]).
///
/// ```
/// ┌───────────────────┬─────────────────────────────┬─────────────────────────┐
/// │ right width, byte │ left bits: an integer page  │ right bits, packed bits │
/// └───────────────────┴─────────────────────────────┴─────────────────────────┘
/// ```
final class SplitDoubles {
    /// Where to split: behind sign and exponent, or behind some bits of the fraction.
    static final int[] RIGHT_WIDTHS = {52, 48, 44};

    private SplitDoubles() {}

    static void left(long[] values, int count, int rightWidth, long[] into) {
        for (int i = 0; i < count; i++) {
            into[i] = values[i] >>> rightWidth;
        }
    }

    static void right(long[] values, int count, int rightWidth, long[] scratch, ByteSink out) {
        long mask = (1L << rightWidth) - 1;
        for (int i = 0; i < count; i++) {
            scratch[i] = values[i] & mask;
        }
        BitPacking.pack(scratch, 0, count, 0, rightWidth, out);
    }

    static void decode(LongPageDecoder pages, ByteSource in, long[] into, int count, int depth) {
        int rightWidth = in.getByte();
        if (rightWidth == 0 || rightWidth >= Long.SIZE) {
            throw new MalformedPageException("right width: " + rightWidth + " (expected: 1..63)");
        }
        long[] left = new long[count];
        pages.decode(in, left, count, depth + 1);
        BitPacking.unpack(in, into, 0, count, 0, rightWidth);
        for (int i = 0; i < count; i++) {
            into[i] |= left[i] << rightWidth;
        }
    }
}
