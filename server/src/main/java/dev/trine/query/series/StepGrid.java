package dev.trine.query.series;

/// The times at which an expression is evaluated: the start and every step after it up to the end.
/// An instant query is a grid of one.
///
/// @param startMs first evaluation time, in ms since 1970
/// @param endMs no evaluation time is later
/// @param stepMs between two of them; irrelevant, but positive, when there is one
public record StepGrid(long startMs, long endMs, long stepMs) {
    public StepGrid {
        if (stepMs <= 0) {
            throw new IllegalArgumentException("step: " + stepMs + " ms (expected: > 0)");
        }
        if (endMs < startMs) {
            throw new IllegalArgumentException("end before start: " + startMs + ".." + endMs);
        }
        Math.toIntExact(Math.addExact(Math.subtractExact(endMs, startMs) / stepMs, 1));
    }

    /// One evaluation.
    public static StepGrid instant(long timeMs) {
        return new StepGrid(timeMs, timeMs, 1);
    }

    /// How many evaluation times there are: at least 1.
    public int size() {
        return (int) ((endMs - startMs) / stepMs) + 1;
    }

    /// The evaluation time of a step, counted from 0.
    public long timeMs(int step) {
        return startMs + step * stepMs;
    }

    /// The last evaluation time.
    public long lastMs() {
        return timeMs(size() - 1);
    }
}
