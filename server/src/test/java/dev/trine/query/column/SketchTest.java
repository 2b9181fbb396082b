package dev.trine.query.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trine.model.Clock;
import dev.trine.query.exec.Query;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Quantiles, distinct counts and tables of numbers, against sorting and the JDK's collections.
class SketchTest {
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void fewQuantilesAreExact() {
        Quantiles quantiles = new Quantiles();
        assertThat(quantiles.value(0.5)).isZero();
        for (long value = 100; value >= 1; value--) {
            quantiles.add(value);
        }
        assertThat(quantiles.value(0.5)).isEqualTo(50);
        assertThat(quantiles.value(0.95)).isEqualTo(95);
        assertThat(quantiles.value(0.99)).isEqualTo(99);
        assertThat(quantiles.value(1)).isEqualTo(100);
        assertThat(quantiles.value(0)).isEqualTo(1);
    }

    @Test
    void manyQuantilesAreWithinTheirBound() {
        for (double spread : new double[] {3, 12, 40}) {
            long[] values = new long[20_000];
            Quantiles quantiles = new Quantiles();
            for (int i = 0; i < values.length; i++) {
                values[i] = (long) Math.exp(random.nextDouble() * spread);
                quantiles.add(values[i]);
            }
            Arrays.sort(values);
            for (double q : new double[] {0.001, 0.5, 0.95, 0.99, 1}) {
                double exact = values[(int) Math.ceil(q * values.length) - 1];
                assertThat((double) quantiles.value(q))
                        .as("seed %d, spread %s, quantile %s", seed, spread, q)
                        .isCloseTo(exact, within(Math.max(0.5, exact * 0.008)));
            }
        }
    }

    @Test
    void theLargestNumbersHaveABucket() {
        Quantiles quantiles = new Quantiles();
        for (int i = 0; i < 600; i++) {
            quantiles.add(Long.MAX_VALUE);
        }
        quantiles.add(-5);
        assertThat(quantiles.value(0)).isZero();
        assertThat((double) quantiles.value(1))
                .isCloseTo((double) Long.MAX_VALUE, within(Long.MAX_VALUE * 0.008));
    }

    @Test
    void distinctCountsAreExactAndThenClose() {
        DistinctCount count = new DistinctCount();
        for (int i = 0; i < 1_000_000; i++) {
            count.add(Hashing.mix(i % 200_000));
            if (i == 8_190) {
                assertThat(count.count()).isEqualTo(8_191);
            }
        }
        // Four standard deviations.
        assertThat((double) count.count()).isCloseTo(200_000, within(200_000 * 0.0625));
    }

    @Test
    void tablesNumberValuesInTheirOrder() {
        LongTable table = new LongTable(query(), 16);
        Map<Long, Integer> expected = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            long value = random.nextInt(30_000) - 5;
            int number = expected.computeIfAbsent(value, v -> expected.size());
            assertThat(table.add(value)).as("seed %d", seed).isEqualTo(number);
        }
        assertThat(table.size()).isEqualTo(expected.size());
        expected.forEach((value, number) -> {
            assertThat(table.find(value)).isEqualTo(number);
            assertThat(table.get(number)).isEqualTo(value);
        });
        assertThat(table.find(40_000)).isEqualTo(-1);
    }

    private static Query query() {
        return new Query(
                new Clock() {
                    @Override
                    public long unixNanos() {
                        return 0;
                    }

                    @Override
                    public long monotonicNanos() {
                        return 0;
                    }
                },
                1_000,
                1 << 30);
    }
}
