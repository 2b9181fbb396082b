package dev.trine.query.promql.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trine.model.Clock;
import dev.trine.model.Labels;
import dev.trine.query.exec.Query;
import dev.trine.query.promql.ast.Call;
import dev.trine.query.promql.ast.Extension;
import dev.trine.query.promql.function.Annotations;
import dev.trine.query.promql.function.CallContext;
import dev.trine.query.promql.function.EvaluationOptions;
import dev.trine.query.promql.function.RangeFunction;
import dev.trine.query.promql.function.Value;
import dev.trine.query.promql.function.WindowedSeries;
import dev.trine.query.promql.parse.Features;
import dev.trine.query.promql.parse.Parser;
import dev.trine.query.series.CounterResetHint;
import dev.trine.query.series.NativeHistogram;
import dev.trine.query.series.Samples;
import dev.trine.query.series.StepColumn;
import dev.trine.query.series.StepGrid;
import dev.trine.query.syntax.SourceText;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every function over windows that overlap must answer what it answers for each window alone.
class RangeFunctionsTest {
    private static final int ROUNDS = 120;
    private static final long STEP_MS = 15_000;

    static List<String> names() {
        return RangeFunctions.functions().keySet().stream().sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void windowsDoNotDependOnThoseBefore(String name) {
        Random random = new Random(name.hashCode());
        for (int round = 0; round < ROUNDS; round++) {
            WindowedSeries series = series(random, name, round);
            Annotations all = new Annotations();
            StepColumn column = evaluate(name, series, 0, all);
            Annotations single = new Annotations();
            for (int step = 0; step < series.steps(); step++) {
                StepColumn alone = evaluate(name, only(series, step), step, single);
                String place = name + ", round " + round + ", step " + step;
                assertThat(column.has(step)).as(place).isEqualTo(alone.has(0));
                if (alone.has(0)) {
                    assertSame(column, step, alone, place);
                }
            }
            SourceText source = new SourceText(text(name));
            assertThat(all.warnings(source))
                    .containsExactlyInAnyOrderElementsOf(single.warnings(source));
            assertThat(all.infos(source)).containsExactlyInAnyOrderElementsOf(single.infos(source));
        }
    }

    private static void assertSame(StepColumn column, int step, StepColumn alone, String place) {
        NativeHistogram histogram = alone.histogram(0);
        NativeHistogram found = column.histogram(step);
        if (histogram != null) {
            assertThat(found).as(place).isNotNull();
            assertThat(found.hasSameData(histogram)).as(place).isTrue();
            return;
        }
        assertThat(found).as(place).isNull();
        double expected = alone.number(0);
        if (Double.isFinite(expected)) {
            assertThat(column.number(step))
                    .as(place)
                    .isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
        } else {
            assertThat(column.number(step)).as(place).isEqualTo(Double.valueOf(expected));
        }
    }

    private static StepColumn evaluate(
            String name, WindowedSeries series, int first, Annotations annotations) {
        Call call = (Call) Parser.parse(text(name), Features.all());
        StepGrid grid =
                new StepGrid(first * STEP_MS, (first + series.steps() - 1) * STEP_MS, STEP_MS);
        CallContext context =
                new CallContext(
                        call,
                        grid,
                        grid,
                        new EvaluationOptions(300_000, 60_000, false, true, false, 1_000_000),
                        annotations,
                        new Query(new StoppedClock(), 1_000_000, 1L << 40));
        StepColumn out = new StepColumn(series.steps());
        RangeFunction function = RangeFunctions.functions().get(name);
        function.evaluate(series, arguments(name, series.steps()), context, out);
        return out;
    }

    private static String text(String name) {
        return switch (name) {
            case "quantile_over_time" -> name + "(0.3, m[5m])";
            case "predict_linear" -> name + "(m[5m], 60)";
            case "double_exponential_smoothing" -> name + "(m[5m], 0.5, 0.1)";
            default -> name + "(m[5m])";
        };
    }

    private static List<Value> arguments(String name, int steps) {
        Value none = new Value.Vector(List.of());
        return switch (name) {
            case "quantile_over_time" -> List.of(constant(0.3, steps), none);
            case "predict_linear" -> List.of(none, constant(60, steps));
            case "double_exponential_smoothing" ->
                    List.of(none, constant(0.5, steps), constant(0.1, steps));
            default -> List.of(none);
        };
    }

    private static Value constant(double value, int steps) {
        double[] values = new double[steps];
        Arrays.fill(values, value);
        return new Value.Scalar(values);
    }

    /// A counter that is reset now and then, some of it histograms, with gaps and start timestamps.
    private static WindowedSeries series(Random random, String name, int round) {
        int size = random.nextInt(80);
        Map<Long, Double> byTime = new TreeMap<>();
        long time = 0;
        for (int i = 0; i < size; i++) {
            time += 1 + random.nextInt(random.nextInt(6) == 0 ? 90_000 : 16_000);
            byTime.put(time, (double) time);
        }
        long[] times = byTime.keySet().stream().mapToLong(Long::longValue).toArray();
        double[] values = new double[size];
        NativeHistogram[] histograms = round % 3 == 0 ? new NativeHistogram[size] : null;
        long[] starts = round % 2 == 0 ? new long[size] : null;
        double value = 0;
        for (int i = 0; i < size; i++) {
            value = random.nextInt(9) == 0 ? random.nextInt(4) : value + random.nextInt(5);
            values[i] = random.nextInt(40) == 0 ? Double.NaN : value;
            if (histograms != null && (round % 6 == 0 || random.nextInt(4) == 0)) {
                histograms[i] = histogram(random, value);
            }
            if (starts != null && random.nextInt(3) == 0) {
                starts[i] = times[i] - random.nextInt(30_000);
            }
        }
        boolean smoothed = name.equals("rate") && round % 4 == 1;
        return windows(
                random,
                new Samples(times, values, histograms, starts, 0, size),
                smoothed ? Extension.SMOOTHED : Extension.NONE);
    }

    private static NativeHistogram histogram(Random random, double value) {
        return NativeHistogram.exponential(
                CounterResetHint.UNKNOWN,
                random.nextInt(5) == 0 ? 0 : 1,
                0,
                0,
                value + 1,
                value,
                new int[0],
                new double[0],
                new int[] {1, 2},
                new double[] {value, 1});
    }

    private static WindowedSeries windows(Random random, Samples samples, Extension extension) {
        int steps = 1 + random.nextInt(60);
        long rangeMs = 1 + random.nextInt(200_000);
        long beyond = extension == Extension.NONE ? 0 : 60_000;
        int[] from = new int[steps];
        int[] to = new int[steps];
        long[] ends = new long[steps];
        for (int step = 0; step < steps; step++) {
            ends[step] = step * STEP_MS;
            from[step] = after(samples, ends[step] - rangeMs - beyond);
            to[step] = after(samples, ends[step] + beyond);
        }
        return new WindowedSeries(
                Labels.of(Labels.NAME, "m"), samples, from, to, ends, rangeMs, extension);
    }

    private static int after(Samples samples, long timeMs) {
        int at = Arrays.binarySearch(samples.timesMs(), timeMs + 1);
        return at >= 0 ? at : -at - 1;
    }

    private static WindowedSeries only(WindowedSeries series, int step) {
        return new WindowedSeries(
                series.labels(),
                series.samples(),
                new int[] {series.from()[step]},
                new int[] {series.to()[step]},
                new long[] {series.rangeEndsMs()[step]},
                series.rangeMs(),
                series.extension());
    }

    private static final class StoppedClock implements Clock {
        @Override
        public long unixNanos() {
            return 0;
        }

        @Override
        public long monotonicNanos() {
            return 0;
        }
    }
}
