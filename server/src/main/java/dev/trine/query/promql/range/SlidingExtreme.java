package dev.trine.query.promql.range;

import java.util.Arrays;

/// Where the greatest or least value of windows that move forward is; of equal ones the last. NaN
/// counts only where there is nothing else. Keeps the candidates that may still become it, in
/// order: each value enters and leaves once.
final class SlidingExtreme {
    private final double[] values;
    private final boolean greatest;
    private int[] candidates = new int[16];
    private int head;
    private int tail;
    private int end;

    SlidingExtreme(double[] values, boolean greatest) {
        this.values = values;
        this.greatest = greatest;
    }

    /// The index of the extreme in `[from, to)`, which must not be empty; neither end may go back.
    int of(int from, int to) {
        if (from > end) {
            end = from;
            head = tail;
        }
        while (end < to) {
            add(end++);
        }
        while (candidates[head] < from) {
            head++;
        }
        return candidates[head];
    }

    private void add(int index) {
        while (tail > head && replaces(values[index], values[candidates[tail - 1]])) {
            tail--;
        }
        if (tail == candidates.length) {
            compact();
        }
        candidates[tail++] = index;
    }

    /// Whether an older value is of no use once a newer one is there.
    private boolean replaces(double newer, double older) {
        if (Double.isNaN(older)) {
            return true;
        }
        return greatest ? newer >= older : newer <= older;
    }

    private void compact() {
        int length = tail - head;
        if (length > candidates.length / 2) {
            candidates = Arrays.copyOf(candidates, 2 * candidates.length);
        }
        System.arraycopy(candidates, head, candidates, 0, length);
        head = 0;
        tail = length;
    }
}
