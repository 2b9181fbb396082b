package dev.trine.protocol.prometheus.read;

/// A number that repeats from sample to sample, written as what differs in its bits from the one
/// before. Used by one thread.
///
/// ```text
/// 0                                          the same
/// 10 meaningful bits                         inside the window of the ones before
/// 11 5 bits: zeros in front, 6 bits: how many are meaningful (0 = 64), meaningful bits
/// ```
///
/// Source: `tsdb/docs/format/chunks.md` of Prometheus, `varbit_xor`.
final class XorField {
    private static final int NO_WINDOW = 0xFF;
    private static final int MAX_LEADING = 31;

    private long previous;
    private int leading;
    private int trailing;

    /// Writes the first value as it is.
    void first(BitWriter out, double value) {
        previous = Double.doubleToRawLongBits(value);
        leading = NO_WINDOW;
        trailing = 0;
        out.bits(previous, Long.SIZE);
    }

    void next(BitWriter out, double value) {
        long bits = Double.doubleToRawLongBits(value);
        long difference = bits ^ previous;
        previous = bits;
        if (difference == 0) {
            out.bits(0, 1);
            return;
        }
        int newLeading = Math.min(MAX_LEADING, Long.numberOfLeadingZeros(difference));
        int newTrailing = Long.numberOfTrailingZeros(difference);
        if (leading != NO_WINDOW && newLeading >= leading && newTrailing >= trailing) {
            out.bits(0b10, 2);
            out.bits(difference >>> trailing, Long.SIZE - leading - trailing);
            return;
        }
        leading = newLeading;
        trailing = newTrailing;
        int meaningful = Long.SIZE - leading - trailing;
        out.bits(0b11, 2);
        out.bits(leading, 5);
        out.bits(meaningful, 6);
        out.bits(difference >>> trailing, meaningful);
    }
}
