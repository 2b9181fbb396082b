package dev.trine.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.trine.model.Clock;
import dev.trine.model.MetricBatch;
import dev.trine.wire.ProtoWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeriesAdmissionTest {
    private static final long HOUR_NANOS = Duration.ofHours(1).toNanos();
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    private final AtomicLong now = new AtomicLong(7);
    private final Clock clock =
            new Clock() {
                @Override
                public long unixNanos() {
                    return now.get();
                }

                @Override
                public long monotonicNanos() {
                    return now.get();
                }
            };

    @Test
    void takesANewNameOnceAnotherWasNotSentForAnHour() {
        SeriesAdmission names = admission(2, 100, 100);
        assertThat(rows(names, metrics("a", 0, 2))).isEqualTo(2);
        assertThat(rows(names, metrics("b", 0, 1))).isZero();
        now.addAndGet(HOUR_NANOS / 2);
        assertThat(rows(names, metrics("a", 0, 1))).isEqualTo(1);
        now.addAndGet(HOUR_NANOS / 2 + 1);
        assertThat(rows(names, metrics("b", 0, 2))).isEqualTo(1);
        assertThat(names.names()).isEqualTo(2);
        assertThat(rows(names, metrics("a", 0, 1))).isEqualTo(1);
    }

    @Test
    void refusesAHundredThousandNamesAsFastAsItTakesTen() {
        SeriesAdmission names = admission(10_000, 1_000_000, 1_000_000);
        rows(names, metrics("known.", 0, 10_000));
        MetricBatch flood = metrics("id.", 0, 100_000);
        int taken = assertTimeoutPreemptively(Duration.ofSeconds(3), () -> rows(names, flood));
        assertThat(taken).isZero();
        assertThat(names.names()).isEqualTo(10_000);
    }

    @Test
    void refusesNewSeriesAndTakesKnownOnes() {
        SeriesAdmission admission = admission(10, 5, 3);
        assertThat(rows(admission, series("a", 0, 3))).isEqualTo(3);
        SeriesAdmission.Admitted some = admission.admit(series("a", 1, 5));
        assertThat(values(some.batch())).containsExactly(1, 2);
        assertThat(some.ofMetric()).isEqualTo(2);
        assertThat(some.series()).isZero();
        SeriesAdmission.Admitted others = admission.admit(series("b", 0, 3));
        assertThat(values(others.batch())).containsExactly(0, 1);
        assertThat(others.series()).isEqualTo(1);
        assertThat(admission.now()).isEqualTo(new Cardinality(5, 2, "a", 3, 5, 3));
    }

    @Test
    void aSeriesIsForgottenWhenItWasNotSentForAnHour() {
        SeriesAdmission admission = admission(10, 2, 2);
        assertThat(rows(admission, series("a", 0, 2))).isEqualTo(2);
        now.addAndGet(30 * MINUTE_NANOS);
        assertThat(rows(admission, series("a", 1, 3))).isEqualTo(1);
        now.addAndGet(40 * MINUTE_NANOS);
        // The first has not been sent for 70 minutes, the second for 40.
        assertThat(values(admission.admit(series("a", 1, 3)).batch())).containsExactly(1, 2);
        assertThat(admission.series()).isEqualTo(2);
        assertThat(admission.now().largestMetricSeries()).isEqualTo(2);
    }

    @Test
    void anIdleDayForgetsAll() {
        SeriesAdmission admission = admission(10, 3, 3);
        assertThat(rows(admission, series("a", 0, 3))).isEqualTo(3);
        // A whole turn of the eight bits that tell when a series was sent.
        now.addAndGet(256 * SeriesUse.EPOCH_NANOS);
        assertThat(rows(admission, series("a", 3, 6))).isEqualTo(3);
        assertThat(admission.series()).isEqualTo(3);
    }

    @Test
    void theSameAttributesOfAnotherResourceOrMetricAreAnotherSeries() {
        SeriesAdmission admission = admission(10, 100, 100);
        MetricBatch one = series("a", 0, 1);
        MetricBatch other = series("a", 0, 1);
        other.resources().append(new byte[] {1});
        other.seriesTable.resource().array()[0] = 1;
        admission.admit(one);
        admission.admit(other);
        assertThat(admission.series()).isEqualTo(2);
        admission.admit(series("b", 0, 1));
        assertThat(admission.series()).isEqualTo(3);
    }

    @Test
    void countsAsASetDoesWhileTablesGrow() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        SeriesAdmission admission = admission(100, 1_000_000, 1_000_000);
        Set<Integer> expected = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            int from = random.nextInt(50_000);
            int to = from + random.nextInt(1_000);
            assertThat(rows(admission, series("m", from, to)))
                    .as("seed %d", seed)
                    .isEqualTo(to - from);
            IntStream.range(from, to).forEach(expected::add);
            assertThat(admission.series()).as("seed %d", seed).isEqualTo(expected.size());
        }
    }

    @Test
    void manySendersNeverExceedTheLimitAndKnownSeriesAlwaysPass() throws Exception {
        SeriesAdmission admission = admission(100, 20_000, 20_000);
        assertThat(rows(admission, series("m", 0, 1_000))).isEqualTo(1_000);
        List<Callable<Boolean>> senders = new ArrayList<>();
        for (int sender = 0; sender < 4; sender++) {
            int from = 1_000 + sender * 10_000;
            senders.add(() -> {
                boolean known = true;
                for (int i = 0; i < 10_000; i += 500) {
                    admission.admit(series("m", from + i, from + i + 500));
                    known &= rows(admission, series("m", 0, 1_000)) == 1_000;
                }
                return known;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Boolean> sender : threads.invokeAll(senders)) {
                assertThat(sender.get()).isTrue();
            }
        }
        assertThat(admission.series()).isEqualTo(20_000);
    }

    private SeriesAdmission admission(int names, int series, int ofMetric) {
        return new SeriesAdmission(
                IngestLimits.DEFAULT.withMetricNames(names).withSeries(series, ofMetric), clock);
    }

    private static int rows(SeriesAdmission admission, MetricBatch batch) {
        return admission.admit(batch).batch().rows();
    }

    private static List<Integer> values(MetricBatch batch) {
        List<Integer> values = new ArrayList<>();
        for (int row = 0; row < batch.rows(); row++) {
            assertThat(batch.series.get(row)).isLessThan(batch.seriesTable.size());
            values.add((int) batch.value.get(row));
        }
        return values;
    }

    /// A point each of the metrics `prefix0`, `prefix1` and so on.
    private static MetricBatch metrics(String prefix, int from, int to) {
        MetricBatch batch = empty(to - from);
        for (int i = from; i < to; i++) {
            point(batch, metric(batch, prefix + i), i);
        }
        return batch;
    }

    /// A point each of the series 0, 1 and so on of a metric.
    private static MetricBatch series(String name, int from, int to) {
        MetricBatch batch = empty(to - from);
        int metric = metric(batch, name);
        for (int i = from; i < to; i++) {
            point(batch, metric, i);
        }
        return batch;
    }

    private static MetricBatch empty(int capacity) {
        MetricBatch batch = new MetricBatch(capacity);
        batch.resources().appendEmpty();
        batch.scopes().appendEmpty();
        return batch;
    }

    private static int metric(MetricBatch batch, String name) {
        ProtoWriter metric = new ProtoWriter(32);
        metric.stringField(1, name);
        batch.seriesTable.metrics().append(metric.data(), 0, metric.size());
        return batch.seriesTable.metrics().size() - 1;
    }

    private static void point(MetricBatch batch, int metric, int number) {
        ProtoWriter attributes = new ProtoWriter(32);
        attributes.stringField(1, "series-" + number);
        batch.series.append(batch.seriesTable.size());
        batch.seriesTable.resource().append(0);
        batch.seriesTable.scope().append(0);
        batch.seriesTable.metric().append(metric);
        batch.seriesTable.attributes().append(attributes.data(), 0, attributes.size());
        batch.timeNanos.append(1);
        batch.startNanos.append(0);
        batch.value.append(number);
        batch.valueKind.append(MetricBatch.VALUE_NONE);
        batch.flags.append(0);
        batch.payload.appendEmpty();
        batch.exemplars.appendEmpty();
    }
}
