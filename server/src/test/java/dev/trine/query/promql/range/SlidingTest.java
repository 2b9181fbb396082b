package dev.trine.query.promql.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trine.query.series.KahanSum;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What slides over windows against what looks at each window anew.
class SlidingTest {
    private static final int ROUNDS = 300;

    private static double[] values(Random random, boolean strange) {
        double[] values = new double[1 + random.nextInt(200)];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextGaussian() * Math.pow(10, random.nextInt(-3, 9));
            if (strange && random.nextInt(20) == 0) {
                double[] few = {
                    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, 1e300
                };
                values[i] = few[random.nextInt(few.length)];
            }
        }
        return values;
    }

    /// Windows that move forward, some of them empty, some far from the one before.
    private static int[][] windows(Random random, int length) {
        int[][] windows = new int[1 + random.nextInt(60)][];
        int from = 0;
        int to = 0;
        for (int i = 0; i < windows.length; i++) {
            from = Math.min(length, from + random.nextInt(random.nextInt(8) == 0 ? 40 : 4));
            to = Math.clamp((long) to + random.nextInt(6), from, length);
            windows[i] = new int[] {from, to};
        }
        return windows;
    }

    @Test
    void sumsAreThoseOfEachWindow() {
        Random random = new Random(41);
        for (int round = 0; round < ROUNDS; round++) {
            double[] values = values(random, round % 2 == 0);
            SlidingSum sliding = new SlidingSum(values);
            for (int[] window : windows(random, values.length)) {
                if (window[0] < window[1]) {
                    sliding.moveTo(window[0], window[1]);
                    KahanSum plain = new KahanSum();
                    double magnitude = 0;
                    for (int i = window[0]; i < window[1]; i++) {
                        plain.add(values[i]);
                        magnitude += Math.abs(values[i]);
                    }
                    assertSame(sliding.value(), plain.value(), magnitude, round, window);
                }
            }
        }
    }

    private static void assertSame(
            double sliding, double plain, double magnitude, int round, int[] window) {
        if (Double.isFinite(plain)) {
            assertThat(sliding)
                    .as("seed 41, round %s, window %s..%s", round, window[0], window[1])
                    .isCloseTo(plain, within(1e-15 * magnitude));
        } else {
            assertThat(sliding).isEqualTo(Double.valueOf(plain));
        }
    }

    @Test
    void aLargeValueLeavesNothingBehind() {
        double[] values = {1e300, 1, 2, 3, 4};
        SlidingSum sliding = new SlidingSum(values);
        sliding.moveTo(0, 3);
        assertThat(sliding.value()).isEqualTo(1e300);
        sliding.moveTo(1, 4);
        assertThat(sliding.value()).isEqualTo(6);
        sliding.moveTo(2, 5);
        assertThat(sliding.value()).isEqualTo(9);
    }

    @Test
    void extremesAreThoseOfEachWindow() {
        Random random = new Random(43);
        for (int round = 0; round < ROUNDS; round++) {
            boolean greatest = random.nextBoolean();
            double[] values = values(random, true);
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(3) == 0 ? random.nextInt(4) : values[i];
            }
            SlidingExtreme sliding = new SlidingExtreme(values, greatest);
            for (int[] window : windows(random, values.length)) {
                if (window[0] < window[1]) {
                    assertThat(sliding.of(window[0], window[1]))
                            .as("seed 43, round %s", round)
                            .isEqualTo(extreme(values, window[0], window[1], greatest));
                }
            }
        }
    }

    private static int extreme(double[] values, int from, int to, boolean greatest) {
        int found = from;
        for (int i = from; i < to; i++) {
            double best = values[found];
            boolean better = greatest ? values[i] >= best : values[i] <= best;
            if (better || Double.isNaN(best)) {
                found = i;
            }
        }
        return found;
    }
}
