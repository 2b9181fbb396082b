package dev.trine.query.promql.conformance;

import dev.trine.model.Labels;
import dev.trine.query.promql.conformance.ScriptCommand.Eval;
import dev.trine.query.promql.eval.Answer;
import dev.trine.query.series.NativeHistogram;
import dev.trine.query.series.Samples;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepSeries;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Compares answers with what a script expects.
final class Comparison {
    private static final double TOLERANCE = 1e-6;
    private static final long STALE = 0x7ff0000000000002L;

    private Comparison() {}

    static void scalar(Eval eval, double number) {
        if (eval.number() == null) {
            throw new AssertionError("expected no scalar, got " + number);
        }
        if (!isEqual(eval.number(), number)) {
            throw new AssertionError("expected " + eval.number() + ", got " + number);
        }
    }

    private static Map<Labels, SeriesLine> expected(Eval eval) {
        if (eval.number() != null) {
            throw new AssertionError("expected scalar " + eval.number() + ", got series");
        }
        Map<Labels, SeriesLine> expected = new HashMap<>();
        eval.series().forEach(line -> expected.put(line.labels(), line));
        return expected;
    }

    static void vector(Eval eval, List<StepSeries> series, int step, boolean ordered) {
        Map<Labels, SeriesLine> expected = expected(eval);
        for (int i = 0; i < series.size(); i++) {
            StepSeries one = series.get(i);
            SeriesLine line = expected.remove(one.labels());
            if (line == null) {
                throw new AssertionError("unexpected " + one.labels() + " " + show(one, step));
            }
            if (ordered && eval.series().get(i) != line) {
                throw new AssertionError(one.labels() + " at place " + i);
            }
            point(one.labels(), line.points().get(0), one.column(), step);
        }
        requireNone(expected);
    }

    private static String show(StepSeries series, int step) {
        NativeHistogram histogram = series.column().histogram(step);
        return histogram == null
                ? Double.toString(series.column().number(step))
                : histogram.toString();
    }

    private static void requireNone(Map<Labels, SeriesLine> missing) {
        if (!missing.isEmpty()) {
            throw new AssertionError("missing: " + missing.values());
        }
    }

    static void matrix(Eval eval, Answer.Result.Matrix matrix) {
        Map<Labels, SeriesLine> expected = expectedRange(eval, matrix);
        int steps = matrix.grid().size();
        for (StepSeries series : matrix.series()) {
            SeriesLine line = expected.remove(series.labels());
            if (line == null) {
                throw new AssertionError("unexpected " + series.labels() + " " + show(series, 0));
            }
            for (int step = 0; step < Math.max(steps, line.points().size()); step++) {
                Point point = step < line.points().size() ? line.points().get(step) : Point.GAP;
                if (step >= steps || point.gap()) {
                    if (!point.gap() || (step < steps && series.column().has(step))) {
                        throw new AssertionError(
                                "at step "
                                        + step
                                        + " of "
                                        + series.labels()
                                        + " expected "
                                        + point
                                        + ", got "
                                        + (step < steps ? show(series, step) : "none"));
                    }
                } else {
                    point(series.labels(), point, series.column(), step);
                }
            }
        }
        expected.values().removeIf(line -> line.points().stream().allMatch(Point::gap));
        requireNone(expected);
    }

    /// A scalar over a range is a series without labels.
    private static Map<Labels, SeriesLine> expectedRange(Eval eval, Answer.Result.Matrix matrix) {
        return expected(eval);
    }

    static void ranges(Eval eval, List<Answer.Range> ranges) {
        long[] times = eval.expectedRange();
        if (times == null) {
            throw new AssertionError("expected no range vector, got " + ranges);
        }
        Map<Labels, SeriesLine> expected = expected(eval);
        for (Answer.Range range : ranges) {
            SeriesLine line = expected.remove(range.labels());
            if (line == null) {
                throw new AssertionError("unexpected " + range.labels());
            }
            samples(range, line, times);
        }
        requireNone(expected);
    }

    private static void samples(Answer.Range range, SeriesLine line, long[] times) {
        Samples samples = range.samples();
        int at = samples.from();
        for (int i = 0; i < line.points().size(); i++) {
            Point point = line.points().get(i);
            if (point.gap()) {
                continue;
            }
            long time = times[0] + i * times[2];
            if (at == samples.to() || samples.timesMs()[at] != time) {
                throw new AssertionError("no sample of " + range.labels() + " at " + time);
            }
            compare(range.labels(), point, samples.values()[at], samples.histogram(at));
            at++;
        }
        if (at != samples.to()) {
            throw new AssertionError("more samples of " + range.labels() + " than expected");
        }
    }

    private static void point(Labels labels, Point expected, StepColumn column, int step) {
        if (!column.has(step)) {
            throw new AssertionError(
                    "expected " + expected + " for " + labels + " at step " + step + ", got none");
        }
        compare(labels, expected, column.number(step), column.histogram(step));
    }

    private static void compare(
            Labels labels, Point expected, double number, @Nullable NativeHistogram histogram) {
        NativeHistogram wanted = expected.histogram();
        boolean same =
                wanted == null
                        ? histogram == null && isEqual(expected.value(), number)
                        : histogram != null
                                && isEqual(wanted, histogram)
                                && (!expected.hintWritten() || wanted.hint() == histogram.hint());
        if (!same) {
            throw new AssertionError(
                    "expected "
                            + expected
                            + (expected.hintWritten() && wanted != null ? wanted.hint() : "")
                            + " for "
                            + labels
                            + ", got "
                            + (histogram == null ? number : histogram + " " + histogram.hint()));
        }
    }

    private static boolean isEqual(NativeHistogram wanted, NativeHistogram got) {
        NativeHistogram one = wanted.compact();
        NativeHistogram other = got.compact();
        return one.schema() == other.schema()
                && isEqual(one.count(), other.count())
                && isEqual(one.sum(), other.sum())
                && one.zeroThreshold() == other.zeroThreshold()
                && isEqual(one.zeroCount(), other.zeroCount())
                && Arrays.equals(one.customBounds(), other.customBounds())
                && Arrays.equals(one.negativeIndexes(), other.negativeIndexes())
                && isEqual(one.negativeCounts(), other.negativeCounts())
                && Arrays.equals(one.positiveIndexes(), other.positiveIndexes())
                && isEqual(one.positiveCounts(), other.positiveCounts());
    }

    private static boolean isEqual(double[] one, double[] other) {
        for (int i = 0; i < one.length; i++) {
            if (!isEqual(one[i], other[i])) {
                return false;
            }
        }
        return true;
    }

    static boolean isEqual(double one, double other) {
        boolean staleOne = Double.doubleToRawLongBits(one) == STALE;
        boolean staleOther = Double.doubleToRawLongBits(other) == STALE;
        if (staleOne || staleOther) {
            return staleOne && staleOther;
        }
        if ((Double.isNaN(one) && Double.isNaN(other)) || one == other) {
            return true;
        }
        double sum = Math.abs(one) + Math.abs(other);
        double difference = Math.abs(one - other);
        if (one == 0 || other == 0 || sum < Double.MIN_NORMAL) {
            return difference < TOLERANCE * Double.MIN_NORMAL;
        }
        return difference / Math.min(sum, Double.MAX_VALUE) < TOLERANCE;
    }
}
