package dev.trine.query.promql.range;

import dev.trine.query.series.KahanSum;

/// The sum over windows that move forward, without ever subtracting what has left: sums of all
/// tails of an older part, made when that part was complete, and a running sum of the newer part.
/// Each value is added twice at most, errors are kept as in a plain compensated sum, and a window
/// with NaN or infinities leaves nothing behind.
final class SlidingSum {
    private final double[] values;
    private double[] tailSums = {};
    private double[] tailErrors = {};
    private int olderStart;
    private int newerStart;
    private int end;
    private final KahanSum newer = new KahanSum();
    private final KahanSum sum = new KahanSum();

    SlidingSum(double[] values) {
        this.values = values;
    }

    /// Moves to the window `[from, to)`; neither end may go back.
    void moveTo(int from, int to) {
        if (from >= end) {
            olderStart = from;
            newerStart = from;
            end = from;
            newer.set(0, 0);
        }
        while (end < to) {
            newer.add(values[end++]);
        }
        if (from > newerStart) {
            split(from);
        }
        sum.set(newer.sum(), newer.error());
        if (from < newerStart) {
            sum.add(tailSums[from - olderStart]);
            sum.set(sum.sum(), sum.error() + tailErrors[from - olderStart]);
        }
    }

    /// Makes everything in the window the older part.
    private void split(int from) {
        int length = end - from;
        if (tailSums.length < length) {
            tailSums = new double[length];
            tailErrors = new double[length];
        }
        newer.set(0, 0);
        for (int i = length - 1; i >= 0; i--) {
            newer.add(values[from + i]);
            tailSums[i] = newer.sum();
            tailErrors[i] = newer.error();
        }
        newer.set(0, 0);
        olderStart = from;
        newerStart = end;
    }

    /// The sum over the window.
    double value() {
        return sum.value();
    }

    /// The sum without its error.
    double sum() {
        return sum.sum();
    }

    /// The error to be added to the sum.
    double error() {
        return sum.error();
    }
}
