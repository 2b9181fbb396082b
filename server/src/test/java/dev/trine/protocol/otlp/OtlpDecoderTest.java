package dev.trine.protocol.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.trine.ingest.Rejections;
import dev.trine.wire.MalformedException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// What goes in comes back, judged by the generated classes.
class OtlpDecoderTest {
    private static final int SEEDS = 400;
    private static final long ARRIVAL = 1_795_180_000_000_000_000L;

    private final OtlpDecoder decoder = new OtlpDecoder(OtlpLimits.DEFAULT);

    @Test
    void tracesComeBackAsTheyWereSent() throws Exception {
        for (long seed = 0; seed < SEEDS; seed++) {
            ExportTraceServiceRequest sent = new RandomOtlp(seed).traces();
            byte[] body = sent.toByteArray();
            var decoded = decoder.traces(body, body.length);
            assertThat(decoded.rejections()).as("seed %d", seed).isEqualTo(Rejections.NONE);
            assertThat(BatchExport.traces(decoded.batch())).as("seed %d", seed).isEqualTo(sent);
        }
    }

    @Test
    void logsComeBackAsTheyWereSent() throws Exception {
        for (long seed = 0; seed < SEEDS; seed++) {
            ExportLogsServiceRequest sent = new RandomOtlp(seed).logs();
            byte[] body = sent.toByteArray();
            var decoded = decoder.logs(body, body.length, ARRIVAL);
            assertThat(decoded.rejections()).as("seed %d", seed).isEqualTo(Rejections.NONE);
            assertThat(BatchExport.logs(decoded.batch())).as("seed %d", seed).isEqualTo(sent);
        }
    }

    @Test
    void metricsComeBackAsTheyWereSent() throws Exception {
        for (long seed = 0; seed < SEEDS; seed++) {
            ExportMetricsServiceRequest sent = new RandomOtlp(seed).metrics();
            byte[] body = sent.toByteArray();
            var decoded = decoder.metrics(body, body.length);
            assertThat(decoded.rejections()).as("seed %d", seed).isEqualTo(Rejections.NONE);
            assertThat(BatchExport.metrics(decoded.batch())).as("seed %d", seed).isEqualTo(sent);
        }
    }

    @Test
    void aBodyMayLieInALargerArray() throws Exception {
        byte[] body = new RandomOtlp(1).traces().toByteArray();
        byte[] larger = new byte[body.length + 100];
        java.util.Arrays.fill(larger, (byte) 0xFF);
        System.arraycopy(body, 0, larger, 0, body.length);
        assertThat(BatchExport.traces(decoder.traces(larger, body.length).batch()))
                .isEqualTo(new RandomOtlp(1).traces());
    }

    @Test
    void anEmptyRequestIsASuccess() throws MalformedException {
        assertThat(decoder.traces(new byte[0], 0).batch().rows()).isZero();
        assertThat(decoder.logs(new byte[0], 0, ARRIVAL).batch().rows()).isZero();
        assertThat(decoder.metrics(new byte[0], 0).batch().rows()).isZero();
    }

    @Test
    void emptyResourcesAndScopesLeaveNothingBehind() throws MalformedException {
        byte[] body =
                ExportTraceServiceRequest.newBuilder()
                        .addResourceSpans(
                                new RandomOtlp(3)
                                        .traces().getResourceSpans(0).toBuilder().clearScopeSpans())
                        .build()
                        .toByteArray();
        var batch = decoder.traces(body, body.length).batch();
        assertThat(batch.rows()).isZero();
        assertThat(batch.resources().size()).isZero();
    }

    /// Protobuf lets fields come in any order: here every message is written back to front.
    @Test
    void childrenMayComeBeforeWhatDescribesThem() throws Exception {
        for (long seed = 0; seed < 50; seed++) {
            ExportTraceServiceRequest traces = new RandomOtlp(seed).traces();
            byte[] body = BackToFront.of(traces);
            assertThat(BatchExport.traces(decoder.traces(body, body.length).batch()))
                    .as("seed %d", seed)
                    .isEqualTo(ExportTraceServiceRequest.parseFrom(body));
            ExportMetricsServiceRequest metrics = new RandomOtlp(seed).metrics();
            body = BackToFront.of(metrics);
            assertThat(BatchExport.metrics(decoder.metrics(body, body.length).batch()))
                    .as("seed %d", seed)
                    .isEqualTo(ExportMetricsServiceRequest.parseFrom(body));
            ExportLogsServiceRequest logs = new RandomOtlp(seed).logs();
            body = BackToFront.of(logs);
            assertThat(BatchExport.logs(decoder.logs(body, body.length, ARRIVAL).batch()))
                    .as("seed %d", seed)
                    .isEqualTo(ExportLogsServiceRequest.parseFrom(body));
        }
    }

    @Test
    void aResourceSentTwiceIsMerged() throws Exception {
        ExportTraceServiceRequest one = new RandomOtlp(5).traces();
        byte[] resource = one.getResourceSpans(0).toByteArray();
        byte[] again = one.getResourceSpans(0).toBuilder().clearScopeSpans().build().toByteArray();
        byte[] twice = field(1, concat(resource, again));
        assertThat(BatchExport.traces(decoder.traces(twice, twice.length).batch()))
                .isEqualTo(ExportTraceServiceRequest.parseFrom(twice));
    }

    @Test
    void packedFieldsMayComeUnpacked() throws Exception {
        HistogramDataPoint point =
                HistogramDataPoint.newBuilder().setTimeUnixNano(7).setCount(3).build();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        point.writeTo(out);
        out.writeFixed64(6, 1);
        out.writeDouble(7, 0.5);
        out.writeFixed64(6, 2);
        out.flush();
        byte[] body =
                field(
                        1,
                        field(
                                2,
                                field(
                                        2,
                                        concat(
                                                text(1, "h"),
                                                field(9, field(1, bytes.toByteArray()))))));
        var decoded = decoder.metrics(body, body.length);
        assertThat(decoded.rejections()).isEqualTo(Rejections.NONE);
        HistogramDataPoint back =
                BatchExport.metrics(decoded.batch())
                        .getResourceMetrics(0)
                        .getScopeMetrics(0)
                        .getMetrics(0)
                        .getHistogram()
                        .getDataPoints(0);
        assertThat(back.getBucketCountsList()).containsExactly(1L, 2L);
        assertThat(back.getExplicitBoundsList()).containsExactly(0.5);
    }

    @Test
    void theLastKindOfAMetricCounts() throws Exception {
        Metric gauge =
                Metric.newBuilder()
                        .setName("m")
                        .setGauge(
                                Gauge.newBuilder()
                                        .addDataPoints(
                                                NumberDataPoint.newBuilder()
                                                        .setTimeUnixNano(1)
                                                        .setAsInt(1)))
                        .build();
        byte[] sum =
                field(
                        7,
                        field(
                                1,
                                NumberDataPoint.newBuilder()
                                        .setTimeUnixNano(2)
                                        .build()
                                        .toByteArray()));
        byte[] body = field(1, field(2, field(2, concat(gauge.toByteArray(), sum))));
        assertThat(BatchExport.metrics(decoder.metrics(body, body.length).batch()))
                .isEqualTo(ExportMetricsServiceRequest.parseFrom(body));
    }

    static byte[] field(int number, byte[] contents) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            out.writeBytes(number, ByteString.copyFrom(contents));
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] text(int number, String text) {
        return field(number, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
