package dev.trine.model;

import java.util.HexFormat;

/// A 16-byte trace id, big endian in two halves.
public record TraceId(long high, long low) implements Comparable<TraceId> {
    private static final HexFormat HEX = HexFormat.of();

    /// Reads 1 to 32 hex digits of any case; fewer than 32 are taken as if led by zeros.
    ///
    /// @throws IllegalArgumentException when the text is anything else
    public static TraceId parse(String text) {
        if (text.isEmpty() || text.length() > 32) {
            throw new IllegalArgumentException(
                    "trace id: " + text.length() + " digits (expected: 1..32)");
        }
        int split = Math.max(0, text.length() - 16);
        long high = split == 0 ? 0 : HexFormat.fromHexDigitsToLong(text, 0, split);
        return new TraceId(high, HexFormat.fromHexDigitsToLong(text, split, text.length()));
    }

    /// 32 lower-case hex digits.
    @Override
    public String toString() {
        return HEX.toHexDigits(high) + HEX.toHexDigits(low);
    }

    @Override
    public int compareTo(TraceId other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }
}
