package dev.trine.protocol.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.model.Column;
import dev.trine.model.MetricBatch;
import dev.trine.wire.MalformedException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever comes, a request is either malformed or a batch whose columns agree.
class WriteRequestMutationTest {
    private static final long NOW_MS = 1_700_000_060_000L;

    /// Requests that are nearly right get deeper than random bytes do.
    @Test
    void requestsWithWrongBytes() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] right =
                WriteMessages.message(out -> {
                    out.writeString(4, "");
                    out.writeString(4, "__name__");
                    out.writeString(4, "up");
                    for (int field : new int[] {1, 5}) {
                        WriteMessages.nested(
                                out,
                                field,
                                one -> {
                                    if (field == 1) {
                                        WriteMessages.labels(one, 1, "__name__", "up", "a", "b");
                                    } else {
                                        WriteMessages.references(one, 1, 1, 2);
                                    }
                                    WriteMessages.sample(one, 1, NOW_MS);
                                    WriteMessages.nested(
                                            one,
                                            field == 1 ? 4 : 3,
                                            WriteMessagesHistogram::exponential);
                                });
                    }
                });
        for (int round = 0; round < 20_000; round++) {
            byte[] data = right.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                data[random.nextInt(data.length)] = (byte) random.nextInt(256);
            }
            try {
                read(data);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ", round " + round, e);
            }
        }
    }

    /// What is known of labels makes no difference to what is stored.
    private static void read(byte[] data) {
        KnownSeries known = new KnownSeries(4);
        try {
            MetricBatch unseen = first(data, known);
            check(unseen);
            MetricBatch seen = first(data, known);
            assertThat(text(seen)).isEqualTo(text(unseen));
        } catch (MalformedException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
        try {
            check(WriteRequestReader.second(data, data.length, NOW_MS, 1_000, known).batch());
        } catch (MalformedException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    private static String text(MetricBatch batch) {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < batch.rows(); row++) {
            int series = batch.series.get(row);
            text.append(batch.timeNanos.get(row)).append(' ').append(batch.value.get(row));
            text.append(batch.payload.text(row)).append(batch.exemplars.text(row));
            text.append(batch.resources().text(batch.seriesTable.resource().get(series)));
            text.append(batch.seriesTable.scope().get(series));
            text.append(batch.seriesTable.metrics().text(batch.seriesTable.metric().get(series)));
            text.append(batch.seriesTable.attributes().text(series)).append('\n');
        }
        return text.toString();
    }

    private static MetricBatch first(byte[] data, KnownSeries known) throws MalformedException {
        return WriteRequestReader.first(data, data.length, NOW_MS, 1_000, known).batch();
    }

    private static void check(MetricBatch batch) {
        for (Column column : batch.columns()) {
            assertThat(column.size()).isEqualTo(batch.rows());
        }
        for (int row = 0; row < batch.rows(); row++) {
            assertThat(batch.series.get(row)).isBetween(0, batch.seriesTable.size() - 1);
            assertThat(batch.timeNanos.get(row)).isPositive();
        }
    }
}
