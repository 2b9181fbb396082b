package dev.trine.storage.codec;

/// What one pass over a page of integers tells about the size of its encodings.
///
/// @param minStep the smallest `values[i] - values[i - 1]`, wrapping; 0 when there is no step
record LongStats(long min, long max, long first, long minStep, long maxStep) {
    static LongStats of(long[] values, int count) {
        if (count == 0) {
            return new LongStats(0, 0, 0, 0, 0);
        }
        long previous = values[0];
        long min = previous;
        long max = previous;
        long minStep = count == 1 ? 0 : Long.MAX_VALUE;
        long maxStep = count == 1 ? 0 : Long.MIN_VALUE;
        for (int i = 1; i < count; i++) {
            long value = values[i];
            long step = value - previous;
            min = Math.min(min, value);
            max = Math.max(max, value);
            minStep = Math.min(minStep, step);
            maxStep = Math.max(maxStep, step);
            previous = value;
        }
        return new LongStats(min, max, values[0], minStep, maxStep);
    }
}
