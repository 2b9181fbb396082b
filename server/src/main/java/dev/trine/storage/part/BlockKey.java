package dev.trine.storage.part;

/// Where a row stands in the order of its part, without its time: for spans the trace id, for log
/// records resource and scope, for metric points the series and 0. Both halves compare unsigned.
public record BlockKey(long high, long low) implements Comparable<BlockKey> {
    @Override
    public int compareTo(BlockKey other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }
}
