package dev.trine.storage.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.model.MetricBatch;
import dev.trine.storage.disk.DiskFile;
import dev.trine.storage.disk.SimulatedDisk;
import dev.trine.storage.head.MetricHead;
import dev.trine.storage.part.Part;
import dev.trine.storage.part.PartReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a sample costs in a part, everything included, on the shapes that other stores were measured
/// on: 50 series of 5,760 samples, 15 s apart, three of ten off by a millisecond or two. How far values
/// move is chosen so that VictoriaMetrics' scheme (second differences of counters, differences of
/// gauges, as varints, under zstd) takes the bytes that were measured of it.
class MetricBytesTest {
    private static final int SERIES = 50;
    private static final int SAMPLES = 5_760;
    private static final long START_NANOS = 1_760_000_000_000_000_000L;
    private static final long STEP_NANOS = 15_000_000_000L;

    /// @param mostBytes a sample: nine tenths of what VictoriaMetrics 1.145 takes
    enum Shape {
        CONSTANT(0.288),
        INTEGER_COUNTER(0.675),
        DECIMAL_COUNTER(0.612),
        DECIMAL_GAUGE(1.26),
        BYTE_GAUGE(1.647),
        RANDOM_DOUBLES(7.515);

        private final double mostBytes;

        Shape(double mostBytes) {
            this.mostBytes = mostBytes;
        }

        private double next(double before, Random random) {
            return switch (this) {
                case CONSTANT -> before;
                case INTEGER_COUNTER -> before + random.nextInt(5);
                case DECIMAL_COUNTER -> hundredths(before + random.nextInt(4) / 100.0);
                case DECIMAL_GAUGE -> hundredths(before + random.nextGaussian() / 2);
                case BYTE_GAUGE -> before + 4096.0 * (random.nextInt(1001) - 500);
                case RANDOM_DOUBLES -> random.nextDouble();
            };
        }

        private static double hundredths(double value) {
            return Math.rint(value * 100) / 100;
        }
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void aSampleTakesLessThanNineTenthsOfItsPeer(Shape shape) throws Exception {
        SimulatedDisk disk = new SimulatedDisk(new Random(1));
        Path path = Path.of("/shapes/000000000001-metrics.part");
        disk.createFolder(path.getParent());
        try (DiskFile file = disk.create(path)) {
            new HeadSealer().seal(head(shape), file, () -> false);
        }
        double bytes = (double) disk.size(path) / (SERIES * SAMPLES);
        StringBuilder columns = new StringBuilder();
        try (Part part = Part.open(disk, path);
                PartReader reader = part.reader().orElseThrow()) {
            for (int column = 0; column < MetricBatch.SCHEMA.columns().size(); column++) {
                columns.append(
                        String.format(
                                Locale.ROOT,
                                " %s %.4f",
                                MetricBatch.SCHEMA.columns().get(column).name(),
                                (double) reader.columnBytes(column) / (SERIES * SAMPLES)));
            }
        }
        System.out.printf(Locale.ROOT, "%s: %.3f bytes a sample:%s%n", shape, bytes, columns);
        assertThat(bytes).isLessThan(shape.mostBytes);
    }

    private static MetricHead head(Shape shape) {
        Random random = new Random(7);
        MetricHead head = new MetricHead();
        double[] values = new double[SERIES];
        for (int i = 0; i < SERIES; i++) {
            values[i] = shape == Shape.BYTE_GAUGE ? 1e9 + 4096 * random.nextInt(100_000) : 50 + i;
        }
        for (int sample = 0; sample < SAMPLES; sample++) {
            MetricBatch batch = series();
            for (int i = 0; i < SERIES; i++) {
                values[i] = shape.next(values[i], random);
                int jitter = random.nextInt(10) < 3 ? 1 + random.nextInt(2) : 0;
                long millis = random.nextBoolean() ? jitter : -jitter;
                point(batch, i, START_NANOS + sample * STEP_NANOS + millis * 1_000_000, values[i]);
            }
            head.append(batch, sample + 1);
        }
        return head;
    }

    private static MetricBatch series() {
        MetricBatch batch = new MetricBatch(SERIES);
        batch.resources().append("resource".getBytes(StandardCharsets.UTF_8));
        batch.scopes().append(new byte[0]);
        batch.seriesTable.metrics().append("a_metric".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < SERIES; i++) {
            batch.seriesTable.resource().append(0);
            batch.seriesTable.scope().append(0);
            batch.seriesTable.metric().append(0);
            batch.seriesTable.attributes().append(("series=" + i).getBytes(StandardCharsets.UTF_8));
        }
        return batch;
    }

    private static void point(MetricBatch batch, int series, long nanos, double value) {
        batch.series.append(series);
        batch.timeNanos.append(nanos);
        batch.startNanos.append(0);
        batch.value.append(Double.doubleToRawLongBits(value));
        batch.valueKind.append(MetricBatch.VALUE_DOUBLE);
        batch.flags.append(0);
        batch.payload.append(new byte[0]);
        batch.exemplars.append(new byte[0]);
    }
}
