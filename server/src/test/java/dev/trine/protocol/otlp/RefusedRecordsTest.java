package dev.trine.protocol.otlp;

import static dev.trine.protocol.otlp.OtlpDecoderTest.concat;
import static dev.trine.protocol.otlp.OtlpDecoderTest.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.trine.ingest.Rejections;
import dev.trine.model.AnyValue;
import dev.trine.model.Attributes;
import dev.trine.model.LogBatch;
import dev.trine.wire.MalformedException;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What senders get wrong, and what becomes of it.
class RefusedRecordsTest {
    private static final long ARRIVAL = 1_795_180_000_000_000_000L;
    private static final ByteString TRACE_ID =
            ByteString.fromHex("5b8efff798038103d269b633813fc60c");
    private static final ByteString SPAN_ID = ByteString.fromHex("eee19b7ec3c1b174");
    private static final Span SPAN =
            Span.newBuilder().setTraceId(TRACE_ID).setSpanId(SPAN_ID).setName("x").build();
    private static final NumberDataPoint POINT =
            NumberDataPoint.newBuilder().setTimeUnixNano(5).setAsInt(1).build();

    private final OtlpDecoder decoder = new OtlpDecoder(OtlpLimits.DEFAULT);

    @Test
    void bytesThatAreNotProtobufFailTheRequest() {
        malformed("ffffffff");
        malformed("0affffffffffffffffffff01");
        malformed("0a7f00");
    }

    @Test
    void textThatIsNotUtf8FailsTheRequest() {
        byte[] span = concat(SPAN.toByteArray(), field(5, new byte[] {(byte) 0xC0, (byte) 0x80}));
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> decoder.traces(request(span), request(span).length))
                .withMessageContaining("UTF-8");
        byte[] key = field(9, field(1, new byte[] {(byte) 0xFF}));
        byte[] attribute = concat(SPAN.toByteArray(), key);
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> decoder.traces(request(attribute), request(attribute).length));
    }

    @Test
    void valuesNestedTenThousandDeepFailTheRequest() {
        byte[] body = request(concat(SPAN.toByteArray(), field(9, field(2, nested(10_000)))));
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> decoder.traces(body, body.length))
                .withMessageContaining("100 deep");
    }

    @Test
    void valuesMayNestAsDeepAsProtobufLetsThem() throws Exception {
        // Four messages hold the attribute, and each level is two: 4 + 2 x 47 + 1 = 99 of 100.
        byte[] body = request(concat(SPAN.toByteArray(), field(9, field(2, nested(47)))));
        var batch = decoder.traces(body, body.length).batch();
        assertThat(BatchExport.traces(batch).getSerializedSize()).isPositive();
        Attributes attributes = new Attributes().reset(batch.attributes, 0);
        assertThat(attributes.next()).isTrue();
        assertThat(attributes.value().text()).isEqualTo("[".repeat(47) + "null" + "]".repeat(47));
    }

    private static byte[] nested(int levels) {
        byte[] value = new byte[0];
        for (int i = 0; i < levels; i++) {
            value = field(5, field(1, value));
        }
        return value;
    }

    @Test
    void spansWithoutValidIdsAreLeftOut() throws Exception {
        refusesSpan(SPAN.toBuilder().setTraceId(TRACE_ID.substring(1)), "trace id");
        refusesSpan(SPAN.toBuilder().setTraceId(TRACE_ID.concat(SPAN_ID)), "trace id");
        refusesSpan(SPAN.toBuilder().clearTraceId(), "trace id");
        refusesSpan(SPAN.toBuilder().setTraceId(ByteString.copyFrom(new byte[16])), "trace id");
        refusesSpan(SPAN.toBuilder().setSpanId(ByteString.copyFrom(new byte[8])), "span id");
        refusesSpan(SPAN.toBuilder().clearSpanId(), "span id");
        refusesSpan(SPAN.toBuilder().setSpanId(TRACE_ID), "span id");
        refusesSpan(SPAN.toBuilder().setParentSpanId(TRACE_ID), "parent span id");
        refusesSpan(SPAN.toBuilder().addLinks(Span.Link.newBuilder().setTraceId(SPAN_ID)), "link");
        refusesSpan(SPAN.toBuilder().addLinks(Span.Link.newBuilder().setSpanId(TRACE_ID)), "link");
    }

    @Test
    void aZeroParentIsNone() throws Exception {
        var batch =
                traces(SPAN.toBuilder().setParentSpanId(ByteString.copyFrom(new byte[8])).build())
                        .batch();
        assertThat(batch.parentSpanId.get(0)).isZero();
    }

    @Test
    void aSpanThatEndsBeforeItStartsIsKept() throws Exception {
        var batch =
                traces(SPAN.toBuilder().setStartTimeUnixNano(9).setEndTimeUnixNano(3).build())
                        .batch();
        assertThat(batch.startNanos.get(0)).isEqualTo(9);
        assertThat(batch.endNanos.get(0)).isEqualTo(3);
    }

    @Test
    void timesPastTheYear2262AreLeftOut() throws Exception {
        refusesSpan(SPAN.toBuilder().setStartTimeUnixNano(-1), "2262");
        refusesSpan(SPAN.toBuilder().setEndTimeUnixNano(Long.MIN_VALUE), "2262");
        refusesSpan(
                SPAN.toBuilder().addEvents(Span.Event.newBuilder().setTimeUnixNano(-1)), "2262");
        assertThat(logs(LogRecord.newBuilder().setTimeUnixNano(-1).build()).rejections().count())
                .isEqualTo(1);
        refusesPoint(POINT.toBuilder().setTimeUnixNano(-1), "2262");
        refusesPoint(POINT.toBuilder().setStartTimeUnixNano(-1), "2262");
    }

    @Test
    void refusedSpansLeaveTheOthersAsTheyWere() throws Exception {
        Span bad = new RandomOtlp(8).traces().getResourceSpans(0).getScopeSpans(0).getSpans(0);
        bad =
                bad.toBuilder()
                        .clearTraceId()
                        .addAllAttributes(new RandomOtlp(9).attributes())
                        .build();
        Span good = bad.toBuilder().setTraceId(TRACE_ID).build();
        byte[] body = request(good.toByteArray(), bad.toByteArray(), good.toByteArray());
        var decoded = decoder.traces(body, body.length);
        assertThat(decoded.rejections().count()).isEqualTo(1);
        assertThat(
                        BatchExport.traces(decoded.batch())
                                .getResourceSpans(0)
                                .getScopeSpans(0)
                                .getSpansList())
                .containsExactly(good, good);
    }

    @Test
    void aMillionAttributesAreTooMany() throws Exception {
        KeyValue attribute = KeyValue.newBuilder().setKey("k").build();
        byte[] list =
                KeyValueList.newBuilder()
                        .addAllValues(java.util.Collections.nCopies(1_000_000, attribute))
                        .build()
                        .toByteArray();
        byte[] asField9 = list.clone();
        for (int i = 0; i < asField9.length; i += 5) {
            asField9[i] = 9 << 3 | 2;
        }
        byte[] body = request(concat(SPAN.toByteArray(), asField9), SPAN.toByteArray());
        var decoded = decoder.traces(body, body.length);
        assertThat(decoded.batch().rows()).isEqualTo(1);
        assertThat(decoded.rejections().reasons())
                .containsExactly(
                        "1 spans rejected: more attributes than the limit allows (expected: <= 1024)");
        byte[] onResource =
                field(1, concat(field(1, list), field(2, field(2, SPAN.toByteArray()))));
        assertThat(decoder.traces(onResource, onResource.length).rejections().count()).isEqualTo(1);
    }

    @Test
    void asManyAttributesAsTheLimitAreFine() throws Exception {
        Span.Builder span = SPAN.toBuilder();
        for (int i = 0; i < 1024; i++) {
            span.addAttributes(KeyValue.newBuilder().setKey("k" + i));
        }
        assertThat(traces(span.build()).rejections()).isEqualTo(Rejections.NONE);
        refusesSpan(span.addAttributes(KeyValue.newBuilder().setKey("one more")), "attributes");
    }

    @Test
    void recordsBeyondTheLimitAreLeftOut() throws Exception {
        OtlpDecoder small = new OtlpDecoder(new OtlpLimits(10, 100, 2));
        byte[] body = request(new byte[0], new byte[0], new byte[0]);
        var decoded = small.logs(body, body.length, ARRIVAL);
        assertThat(decoded.batch().rows()).isEqualTo(2);
        assertThat(decoded.rejections().message()).contains("more records").contains("<= 2");
    }

    @Test
    void aLogRecordWithoutTimesGetsThatOfItsArrival() throws Exception {
        LogBatch batch = logs(LogRecord.getDefaultInstance()).batch();
        assertThat(batch.timeNanos.get(0)).isZero();
        assertThat(batch.observedNanos.get(0)).isEqualTo(ARRIVAL);
        assertThat(batch.effectiveNanos(0)).isEqualTo(ARRIVAL);
        batch = logs(LogRecord.newBuilder().setTimeUnixNano(7).build()).batch();
        assertThat(batch.timeNanos.get(0)).isEqualTo(7);
        assertThat(batch.observedNanos.get(0)).isZero();
    }

    @Test
    void logRecordsWithIdsOfTheWrongLengthAreLeftOut() throws Exception {
        assertThat(logs(LogRecord.newBuilder().setTraceId(SPAN_ID).build()).rejections().message())
                .contains("trace id");
        assertThat(logs(LogRecord.newBuilder().setSpanId(TRACE_ID).build()).rejections().message())
                .contains("span id");
        assertThat(
                        logs(LogRecord.newBuilder()
                                        .setTraceId(ByteString.copyFrom(new byte[16]))
                                        .build())
                                .rejections())
                .isEqualTo(Rejections.NONE);
    }

    @Test
    void aLongBodyIsCutBetweenCharactersAndFlagged() throws Exception {
        byte[] text = "日".repeat(20_000_000).getBytes(StandardCharsets.UTF_8);
        byte[] body =
                request(
                        concat(
                                field(5, field(1, text)),
                                field(6, OtlpDecoderTest.text(1, "kept"))));
        LogBatch batch = decoder.logs(body, body.length, ARRIVAL).batch();
        AnyValue stored = AnyValue.of(batch.body, 0);
        // 256 KiB = 87,381 characters of three bytes and one byte more.
        assertThat(stored.string()).isEqualTo("日".repeat(87_381));
        Attributes attributes = new Attributes().reset(batch.attributes, 0);
        assertThat(attributes.find("kept".getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(attributes.find("trine.truncated.body.bytes".getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(attributes.value().intValue()).isEqualTo(60_000_000);
    }

    @Test
    void aBodyOfTheLimitIsWhole() throws Exception {
        LogBatch batch = logs(body(any().setStringValue("x".repeat(256 * 1024)))).batch();
        assertThat(AnyValue.of(batch.body, 0).string()).hasSize(256 * 1024);
        assertThat(batch.attributes.length(0)).isZero();
        batch = logs(body(any().setStringValue("x".repeat(256 * 1024 + 1)))).batch();
        assertThat(AnyValue.of(batch.body, 0).string()).hasSize(256 * 1024);
        assertThat(batch.attributes.length(0)).isPositive();
    }

    @Test
    void longBytesAndArraysAreCutToo() throws Exception {
        LogBatch batch =
                logs(body(any().setBytesValue(ByteString.copyFrom(new byte[300_000])))).batch();
        assertThat(AnyValue.of(batch.body, 0).bytes()).hasSize(256 * 1024);
        ArrayValue array =
                ArrayValue.newBuilder()
                        .addAllValues(
                                java.util.Collections.nCopies(
                                        100_000, any().setIntValue(1234567).build()))
                        .build();
        batch = logs(body(any().setArrayValue(array))).batch();
        AnyValue cut = AnyValue.of(batch.body, 0);
        assertThat(cut.kind()).isEqualTo(AnyValue.Kind.STRING);
        assertThat(cut.string()).startsWith("[1234567,1234567,").hasSize(256 * 1024);
        assertThat(batch.attributes.length(0)).isPositive();
    }

    @Test
    void pointsWithoutATimeAreLeftOut() throws Exception {
        refusesPoint(POINT.toBuilder().clearTimeUnixNano(), "time_unix_nano is 0");
    }

    @Test
    void aPointMayHaveNoValue() throws Exception {
        byte[] body =
                request(gauge(POINT.toBuilder().clearAsInt().setFlags(1).build()).toByteArray());
        assertThat(decoder.metrics(body, body.length).batch().rows()).isEqualTo(1);
    }

    @Test
    void exemplarsWithBrokenIdsTakeTheirPointAlong() throws Exception {
        refusesPoint(
                POINT.toBuilder().addExemplars(Exemplar.newBuilder().setTraceId(SPAN_ID)),
                "exemplar");
    }

    @Test
    void metricsNeedANameAndData() throws Exception {
        refusesMetric(gauge(POINT).toBuilder().clearName(), "no name");
        byte[] body = request(Metric.newBuilder().setName("m").build().toByteArray());
        assertThat(decoder.metrics(body, body.length).rejections()).isEqualTo(Rejections.NONE);
    }

    @Test
    void bucketsHaveToFitTheirBounds() throws Exception {
        refusesHistogram(List.of(1L, 2L), List.of(1.0, 2.0), "bucket_counts");
        refusesHistogram(List.of(), List.of(1.0), "bucket_counts");
        refusesHistogram(List.of(1L, 2L, 3L), List.of(2.0, 1.0), "increasing");
        refusesHistogram(List.of(1L, 2L, 3L), List.of(1.0, 1.0), "increasing");
        refusesHistogram(List.of(1L, 2L), List.of(Double.NaN), "increasing");
        assertThat(histogram(List.of(), List.of())).isEqualTo(Rejections.NONE);
        assertThat(histogram(List.of(1L), List.of())).isEqualTo(Rejections.NONE);
        assertThat(histogram(List.of(1L, 2L), List.of(0.0))).isEqualTo(Rejections.NONE);
    }

    @Test
    void exponentialHistogramsHaveToMakeSense() throws Exception {
        assertThat(exponential(33, 0, 0)).contains("scale");
        assertThat(exponential(Integer.MIN_VALUE, 0, 0)).contains("scale");
        assertThat(exponential(0, Integer.MAX_VALUE, 0)).contains("largest index");
        assertThat(exponential(0, 0, -1)).contains("zero_threshold");
        assertThat(exponential(0, 0, Double.NaN)).contains("zero_threshold");
        assertThat(exponential(-10, Integer.MIN_VALUE, 1)).isEmpty();
        assertThat(exponential(20, Integer.MAX_VALUE - 2, 1)).isEmpty();
    }

    @Test
    void quantilesLieBetween0And1() throws Exception {
        for (double quantile : new double[] {-0.1, 1.1, Double.NaN}) {
            SummaryDataPoint point =
                    SummaryDataPoint.newBuilder()
                            .setTimeUnixNano(1)
                            .addQuantileValues(
                                    SummaryDataPoint.ValueAtQuantile.newBuilder()
                                            .setQuantile(quantile))
                            .build();
            refusesMetric(
                    Metric.newBuilder()
                            .setName("m")
                            .setSummary(Summary.newBuilder().addDataPoints(point)),
                    "quantile");
        }
    }

    private void malformed(String hex) {
        byte[] body = HexFormat.of().parseHex(hex);
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> decoder.traces(body, body.length));
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> decoder.logs(body, body.length, ARRIVAL));
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> decoder.metrics(body, body.length));
    }

    private void refusesSpan(Span.Builder span, String reason) throws MalformedException {
        var decoded = traces(span.build());
        assertThat(decoded.batch().rows()).isZero();
        assertThat(decoded.batch().resources().size()).isZero();
        assertThat(decoded.rejections().count()).isEqualTo(1);
        assertThat(decoded.rejections().message()).contains(reason);
    }

    private void refusesPoint(NumberDataPoint.Builder point, String reason)
            throws MalformedException {
        refusesMetric(gauge(point.build()).toBuilder(), reason);
    }

    private void refusesMetric(Metric.Builder metric, String reason) throws MalformedException {
        byte[] body = request(metric.build().toByteArray());
        var decoded = decoder.metrics(body, body.length);
        assertThat(decoded.batch().rows()).isZero();
        assertThat(decoded.batch().seriesTable.size()).isZero();
        assertThat(decoded.rejections().count()).isEqualTo(1);
        assertThat(decoded.rejections().message()).contains(reason);
    }

    private void refusesHistogram(List<Long> counts, List<Double> bounds, String reason)
            throws MalformedException {
        assertThat(histogram(counts, bounds).message()).contains(reason);
    }

    private Rejections histogram(List<Long> counts, List<Double> bounds) throws MalformedException {
        HistogramDataPoint point =
                HistogramDataPoint.newBuilder()
                        .setTimeUnixNano(1)
                        .addAllBucketCounts(counts)
                        .addAllExplicitBounds(bounds)
                        .build();
        byte[] body =
                request(
                        Metric.newBuilder()
                                .setName("h")
                                .setHistogram(Histogram.newBuilder().addDataPoints(point))
                                .build()
                                .toByteArray());
        return decoder.metrics(body, body.length).rejections();
    }

    private String exponential(int scale, int offset, double zeroThreshold)
            throws MalformedException {
        ExponentialHistogramDataPoint point =
                ExponentialHistogramDataPoint.newBuilder()
                        .setTimeUnixNano(1)
                        .setScale(scale)
                        .setZeroThreshold(zeroThreshold)
                        .setPositive(
                                ExponentialHistogramDataPoint.Buckets.newBuilder()
                                        .setOffset(offset)
                                        .addBucketCounts(1)
                                        .addBucketCounts(2))
                        .build();
        byte[] body =
                request(
                        Metric.newBuilder()
                                .setName("e")
                                .setExponentialHistogram(
                                        ExponentialHistogram.newBuilder().addDataPoints(point))
                                .build()
                                .toByteArray());
        return decoder.metrics(body, body.length).rejections().message();
    }

    private static Metric gauge(NumberDataPoint point) {
        return Metric.newBuilder()
                .setName("m")
                .setGauge(Gauge.newBuilder().addDataPoints(point))
                .build();
    }

    private static io.opentelemetry.proto.common.v1.AnyValue.Builder any() {
        return io.opentelemetry.proto.common.v1.AnyValue.newBuilder();
    }

    private static LogRecord body(io.opentelemetry.proto.common.v1.AnyValue.Builder value) {
        return LogRecord.newBuilder().setBody(value).build();
    }

    private Decoded<dev.trine.model.SpanBatch> traces(Message span) throws MalformedException {
        byte[] body = request(span.toByteArray());
        return decoder.traces(body, body.length);
    }

    private Decoded<LogBatch> logs(Message record) throws MalformedException {
        byte[] body = request(record.toByteArray());
        return decoder.logs(body, body.length, ARRIVAL);
    }

    /// A request of one resource and one scope: the field numbers are those of all signals.
    private static byte[] request(byte[]... children) {
        byte[][] fields = new byte[children.length][];
        for (int i = 0; i < children.length; i++) {
            fields[i] = field(2, children[i]);
        }
        return field(1, field(2, concat(fields)));
    }
}
