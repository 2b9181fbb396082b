package dev.trine.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.trine.model.Clock;
import dev.trine.model.MetricBatch;
import dev.trine.wire.ProtoWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MetricNamesTest {
    private static final long HOUR_NANOS = Duration.ofHours(1).toNanos();

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
        MetricNames names = new MetricNames(2, clock);
        assertThat(names.admit(batch("a", 0, 2)).rows()).isEqualTo(2);
        assertThat(names.admit(batch("b", 0, 1)).rows()).isZero();
        now.addAndGet(HOUR_NANOS / 2);
        assertThat(names.admit(batch("a", 0, 1)).rows()).isEqualTo(1);
        now.addAndGet(HOUR_NANOS / 2 + 1);
        assertThat(names.admit(batch("b", 0, 2)).rows()).isEqualTo(1);
        assertThat(names.size()).isEqualTo(2);
        assertThat(names.admit(batch("a", 0, 1)).rows()).isEqualTo(1);
    }

    @Test
    void refusesAHundredThousandNamesAsFastAsItTakesTen() {
        MetricNames names = new MetricNames(10_000, clock);
        names.admit(batch("known.", 0, 10_000));
        MetricBatch flood = batch("id.", 0, 100_000);
        MetricBatch admitted =
                assertTimeoutPreemptively(Duration.ofSeconds(3), () -> names.admit(flood));
        assertThat(admitted.rows()).isZero();
        assertThat(names.size()).isEqualTo(10_000);
    }

    /// A point each of the metrics `prefix0`, `prefix1` and so on.
    private static MetricBatch batch(String prefix, int from, int to) {
        MetricBatch batch = new MetricBatch(to - from);
        batch.resources().appendEmpty();
        batch.scopes().appendEmpty();
        for (int i = from; i < to; i++) {
            ProtoWriter metric = new ProtoWriter(32);
            metric.stringField(1, prefix + i);
            batch.series.append(batch.seriesTable.size());
            batch.seriesTable.resource().append(0);
            batch.seriesTable.scope().append(0);
            batch.seriesTable.metric().append(batch.seriesTable.metrics().size());
            batch.seriesTable.attributes().appendEmpty();
            batch.seriesTable.metrics().append(metric.data(), 0, metric.size());
            batch.timeNanos.append(1);
            batch.startNanos.append(0);
            batch.value.append(i);
            batch.valueKind.append(MetricBatch.VALUE_NONE);
            batch.flags.append(0);
            batch.payload.appendEmpty();
            batch.exemplars.appendEmpty();
        }
        return batch;
    }
}
