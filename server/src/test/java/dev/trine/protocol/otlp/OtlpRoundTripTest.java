package dev.trine.protocol.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.model.Batch;
import dev.trine.model.LogBatch;
import dev.trine.model.MetricBatch;
import dev.trine.model.PrometheusScope;
import dev.trine.model.Signal;
import dev.trine.model.SpanBatch;
import dev.trine.protocol.otlp.json.OtlpJsonTranscoder;
import dev.trine.protocol.otlp.json.OtlpJsonWriter;
import dev.trine.wire.ProtoWriter;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.ByteArrayOutputStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A batch written as a request, as protobuf and as JSON, is the request that it came from. Judged by
/// protobuf's own generated classes.
class OtlpRoundTripTest {
    private static final int SEEDS = 300;
    private static final long STALE_NAN = 0x7ff0_0000_0000_0002L;

    private final OtlpDecoder decoder = OtlpDecoder.restoring();

    @Test
    void tracesComeBack() throws Exception {
        for (long seed = 0; seed < SEEDS; seed++) {
            ExportTraceServiceRequest sent = new RandomOtlp(seed).traces();
            byte[] bytes = sent.toByteArray();
            SpanBatch batch = decoder.traces(bytes, bytes.length).batch();
            ExportTraceServiceRequest expected = BatchExport.traces(batch);
            byte[] written = write(batch);
            assertThat(ExportTraceServiceRequest.parseFrom(written))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
            byte[] json = json(Signal.TRACES, written);
            byte[] back = new OtlpJsonTranscoder().traces(json, json.length);
            assertThat(BatchExport.traces(decoder.traces(back, back.length).batch()))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    @Test
    void logsComeBack() throws Exception {
        for (long seed = 0; seed < SEEDS; seed++) {
            byte[] bytes = new RandomOtlp(seed).logs().toByteArray();
            LogBatch batch = decoder.logs(bytes, bytes.length, 7).batch();
            ExportLogsServiceRequest expected = BatchExport.logs(batch);
            byte[] written = write(batch);
            assertThat(ExportLogsServiceRequest.parseFrom(written))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
            byte[] json = json(Signal.LOGS, written);
            byte[] back = new OtlpJsonTranscoder().logs(json, json.length);
            assertThat(BatchExport.logs(decoder.logs(back, back.length, 7).batch()))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    @Test
    void metricsComeBack() throws Exception {
        for (long seed = 0; seed < SEEDS; seed++) {
            byte[] bytes = new RandomOtlp(seed).metrics().toByteArray();
            MetricBatch batch = decoder.metrics(bytes, bytes.length).batch();
            ExportMetricsServiceRequest expected = BatchExport.metrics(batch);
            byte[] written = write(batch);
            MetricBatch direct = decoder.metrics(written, written.length).batch();
            assertThat(BatchExport.metrics(direct)).as("seed %d", seed).isEqualTo(expected);
            byte[] json = json(Signal.METRICS, written);
            byte[] back = new OtlpJsonTranscoder().metrics(json, json.length);
            assertThat(BatchExport.metrics(decoder.metrics(back, back.length).batch()))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    /// A sample that is a stale marker, a native histogram, and what is known of a family: rows that
    /// OTLP itself has no place for.
    @Test
    void seriesOfPrometheusComeBackBitForBit() throws Exception {
        MetricBatch batch = prometheus();
        byte[] json = json(Signal.METRICS, write(batch));
        assertThat(new String(json, UTF_8)).contains("\"asDouble\":\"NaN\"");
        byte[] back = new OtlpJsonTranscoder().metrics(json, json.length);
        MetricBatch restored = decoder.metrics(back, back.length).batch();
        assertThat(restored.rows()).isEqualTo(3);
        for (int row = 0; row < 3; row++) {
            int series = restored.series.get(row);
            assertThat(restored.value.get(row)).isEqualTo(batch.value.get(row));
            assertThat(restored.valueKind.get(row)).isEqualTo(batch.valueKind.get(row));
            assertThat(restored.timeNanos.get(row)).isEqualTo(batch.timeNanos.get(row));
            assertThat(restored.startNanos.get(row)).isEqualTo(batch.startNanos.get(row));
            assertThat(restored.payload.copy(row)).isEqualTo(batch.payload.copy(row));
            assertThat(restored.exemplars.copy(row)).isEqualTo(batch.exemplars.copy(row));
            assertThat(restored.seriesTable.attributes().copy(series))
                    .isEqualTo(batch.seriesTable.attributes().copy(row));
            assertThat(
                            restored.seriesTable
                                    .metrics()
                                    .copy(restored.seriesTable.metric().get(series)))
                    .isEqualTo(batch.seriesTable.metrics().copy(row));
            assertThat(restored.scopes().copy(restored.seriesTable.scope().get(series)))
                    .isEqualTo(batch.scopes().copy(batch.seriesTable.scope().get(row)));
        }
        MetricBatch asOthersReadIt =
                new OtlpDecoder(OtlpLimits.DEFAULT).metrics(back, back.length).batch();
        assertThat(asOthersReadIt.rows()).isEqualTo(1);
    }

    private static MetricBatch prometheus() {
        MetricBatch batch = new MetricBatch(3);
        batch.resources().appendEmpty();
        batch.scopes().append(PrometheusScope.entry(PrometheusScope.SAMPLES));
        batch.scopes().append(PrometheusScope.entry(PrometheusScope.METADATA));
        for (int row = 0; row < 3; row++) {
            ProtoWriter metric = new ProtoWriter(16);
            metric.stringField(1, "m" + row);
            if (row == 0) {
                metric.bytesField(5, new byte[0]);
            }
            ProtoWriter labels = new ProtoWriter(16);
            int label = labels.begin(1);
            labels.stringField(1, "__name__");
            int value = labels.begin(2);
            labels.stringField(1, "m" + row);
            labels.end(value);
            labels.end(label);
            batch.seriesTable.resource().append(0);
            batch.seriesTable.scope().append(row == 2 ? 1 : 0);
            batch.seriesTable.metric().append(row);
            batch.seriesTable.metrics().append(metric.toByteArray());
            batch.seriesTable.attributes().append(labels.toByteArray());
            batch.series.append(row);
            batch.timeNanos.append(1_700_000_000_000_000_000L + row);
            batch.startNanos.append(row);
            batch.value.append(row == 0 ? STALE_NAN : 0);
            batch.valueKind.append(row == 0 ? MetricBatch.VALUE_DOUBLE : MetricBatch.VALUE_NONE);
            batch.flags.append(0);
            batch.payload.append(row == 1 ? new byte[] {8, 3, 0x7f, 0} : new byte[0]);
            batch.exemplars.appendEmpty();
        }
        return batch;
    }

    private static byte[] write(Batch batch) throws Exception {
        return new OtlpRequestWriter().write(batch, IntStream.range(0, batch.rows()).toArray());
    }

    private static byte[] json(Signal signal, byte[] request) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), out)) {
            new OtlpJsonWriter().request(signal, request, json);
        }
        return out.toByteArray();
    }
}
