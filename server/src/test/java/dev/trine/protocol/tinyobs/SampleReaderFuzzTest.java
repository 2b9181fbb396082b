package dev.trine.protocol.tinyobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.trine.model.AnyValue;
import dev.trine.model.Attributes;
import dev.trine.model.MetricBatch;
import dev.trine.model.MetricEntry;
import dev.trine.model.ResourceEntry;
import dev.trine.model.ScopeEntry;
import dev.trine.wire.MalformedException;
import java.nio.charset.StandardCharsets;

/// No bytes may do anything but be read or be refused, and what is read can be read again by everything
/// that reads batches.
class SampleReaderFuzzTest {
    private static final long NOW_MS = 1_700_003_600_000L;
    private static final String HEAD =
            "{\"metrics\":[{\"name\":\"a\",\"value\":1,\"labels\":{\"k\":";

    @FuzzTest(maxDuration = "15s")
    void anyBytes(byte[] body) {
        read(body);
    }

    /// Reaches further in than chance would.
    @FuzzTest(maxDuration = "15s")
    void anythingBehindTheBeginning(byte[] rest) {
        byte[] head = HEAD.getBytes(StandardCharsets.UTF_8);
        byte[] body = new byte[head.length + rest.length];
        System.arraycopy(head, 0, body, 0, head.length);
        System.arraycopy(rest, 0, body, head.length, rest.length);
        read(body);
    }

    private static void read(byte[] body) {
        SamplesRead read;
        try {
            read = SampleReader.read(body, body.length, NOW_MS, SampleLimits.SAMPLES);
        } catch (MalformedException refused) {
            assertThat(refused.getMessage()).isNotEmpty();
            return;
        }
        MetricBatch batch = read.batch();
        assertThat(batch.rows()).isLessThanOrEqualTo(read.samples() - read.faulty());
        assertThat(read.samples()).isLessThanOrEqualTo(SampleLimits.SAMPLES);
        for (int row = 0; row < batch.rows(); row++) {
            assertThat(batch.timeNanos.get(row)).isPositive();
            int series = batch.series.get(row);
            ResourceEntry.of(batch.resources(), batch.seriesTable.resource().get(series));
            ScopeEntry.of(batch.scopes(), batch.seriesTable.scope().get(series));
            MetricEntry metric =
                    MetricEntry.of(
                            batch.seriesTable.metrics(), batch.seriesTable.metric().get(series));
            assertThat(metric.name()).isNotEmpty();
            Attributes labels = new Attributes().reset(batch.seriesTable.attributes(), series);
            int count = 0;
            while (labels.next()) {
                assertThat(labels.value().kind()).isEqualTo(AnyValue.Kind.STRING);
                assertThat(labels.key()).isNotEmpty();
                count++;
            }
            assertThat(count).isBetween(1, SampleLimits.LABELS + 1);
        }
    }
}
