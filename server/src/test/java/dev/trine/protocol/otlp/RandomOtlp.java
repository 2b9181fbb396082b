package dev.trine.protocol.otlp;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.EntityRef;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/// Valid OTLP requests of every shape, the same for the same seed. Every resource has scopes and every
/// scope children, since a batch keeps no empty ones.
final class RandomOtlp {
    private static final String[] TEXTS = {
        "",
        "a",
        "GET /cart/{id}",
        "service.name",
        "ünïcödé",
        "日本語のログ",
        "🦊🦊",
        "\0\u007f\u0080",
        "x".repeat(200)
    };
    private static final double[] DOUBLES = {
        0, -0.0, 1, -1.5, Double.MIN_VALUE, Double.MAX_VALUE, Double.NaN, Double.POSITIVE_INFINITY
    };

    private final Random random;

    RandomOtlp(long seed) {
        random = new Random(seed);
    }

    ExportTraceServiceRequest traces() {
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        for (int i = between(1, 3); i > 0; i--) {
            ResourceSpans.Builder resource = request.addResourceSpansBuilder().setSchemaUrl(text());
            if (often()) {
                resource.setResource(resource());
            }
            for (int j = between(1, 3); j > 0; j--) {
                ScopeSpans.Builder scope = resource.addScopeSpansBuilder().setSchemaUrl(text());
                if (often()) {
                    scope.setScope(scope());
                }
                scope.addAllSpans(some(1, 5, this::span));
            }
        }
        return request.build();
    }

    ExportLogsServiceRequest logs() {
        ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
        for (int i = between(1, 3); i > 0; i--) {
            ResourceLogs.Builder resource = request.addResourceLogsBuilder().setSchemaUrl(text());
            if (often()) {
                resource.setResource(resource());
            }
            for (int j = between(1, 3); j > 0; j--) {
                ScopeLogs.Builder scope = resource.addScopeLogsBuilder().setSchemaUrl(text());
                if (often()) {
                    scope.setScope(scope());
                }
                scope.addAllLogRecords(some(1, 5, this::logRecord));
            }
        }
        return request.build();
    }

    ExportMetricsServiceRequest metrics() {
        ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
        for (int i = between(1, 3); i > 0; i--) {
            ResourceMetrics.Builder resource =
                    request.addResourceMetricsBuilder().setSchemaUrl(text());
            if (often()) {
                resource.setResource(resource());
            }
            for (int j = between(1, 3); j > 0; j--) {
                ScopeMetrics.Builder scope = resource.addScopeMetricsBuilder().setSchemaUrl(text());
                if (often()) {
                    scope.setScope(scope());
                }
                scope.addAllMetrics(some(1, 5, this::metric));
            }
        }
        return request.build();
    }

    private Resource resource() {
        Resource.Builder resource = Resource.newBuilder().addAllAttributes(attributes());
        resource.setDroppedAttributesCount(uint32());
        if (rarely()) {
            resource.addEntityRefs(
                    EntityRef.newBuilder().setType(text()).addIdKeys(text()).setSchemaUrl(text()));
        }
        return resource.build();
    }

    private InstrumentationScope scope() {
        return InstrumentationScope.newBuilder()
                .setName(text())
                .setVersion(text())
                .addAllAttributes(attributes())
                .setDroppedAttributesCount(uint32())
                .build();
    }

    private Span span() {
        Span.Builder span = Span.newBuilder();
        span.setTraceId(id(16)).setSpanId(id(8)).setName(text()).setTraceState(text());
        if (often()) {
            span.setParentSpanId(id(8));
        }
        span.setKindValue(rarely() ? 99 : between(0, 5));
        span.setStartTimeUnixNano(time()).setEndTimeUnixNano(time());
        span.addAllAttributes(attributes()).setDroppedAttributesCount(uint32());
        span.addAllEvents(some(0, 3, this::event)).setDroppedEventsCount(uint32());
        span.addAllLinks(some(0, 2, this::link)).setDroppedLinksCount(uint32());
        span.setFlags(random.nextInt());
        if (often()) {
            span.setStatus(
                    Status.newBuilder().setCodeValue(between(1, 2)).setMessage(text()).build());
        }
        return span.build();
    }

    private Span.Event event() {
        return Span.Event.newBuilder()
                .setTimeUnixNano(time())
                .setName(text())
                .addAllAttributes(attributes())
                .setDroppedAttributesCount(uint32())
                .build();
    }

    private Span.Link link() {
        return Span.Link.newBuilder()
                .setTraceId(id(16))
                .setSpanId(id(8))
                .setTraceState(text())
                .addAllAttributes(attributes())
                .setDroppedAttributesCount(uint32())
                .setFlags(random.nextInt())
                .build();
    }

    private LogRecord logRecord() {
        LogRecord.Builder record = LogRecord.newBuilder();
        record.setTimeUnixNano(often() ? time() : 0).setObservedTimeUnixNano(time() | 1);
        record.setSeverityNumberValue(between(0, 24)).setSeverityText(text());
        if (often()) {
            record.setBody(nonEmptyValue());
        }
        record.addAllAttributes(attributes()).setDroppedAttributesCount(uint32());
        record.setFlags(random.nextInt()).setEventName(text());
        if (often()) {
            record.setTraceId(id(16)).setSpanId(id(8));
        }
        return record.build();
    }

    private Metric metric() {
        Metric.Builder metric = Metric.newBuilder();
        metric.setName("m" + text()).setDescription(text()).setUnit(text());
        if (rarely()) {
            metric.addAllMetadata(attributes());
        }
        switch (between(0, 4)) {
            case 0 ->
                    metric.setGauge(Gauge.newBuilder().addAllDataPoints(some(1, 4, this::number)));
            case 1 ->
                    metric.setSum(
                            Sum.newBuilder()
                                    .addAllDataPoints(some(1, 4, this::number))
                                    .setAggregationTemporalityValue(between(0, 2))
                                    .setIsMonotonic(random.nextBoolean()));
            case 2 ->
                    metric.setHistogram(
                            Histogram.newBuilder()
                                    .addAllDataPoints(some(1, 4, this::histogram))
                                    .setAggregationTemporalityValue(between(0, 2)));
            case 3 ->
                    metric.setExponentialHistogram(
                            ExponentialHistogram.newBuilder()
                                    .addAllDataPoints(some(1, 4, this::exponential))
                                    .setAggregationTemporalityValue(between(0, 2)));
            default ->
                    metric.setSummary(
                            Summary.newBuilder().addAllDataPoints(some(1, 4, this::summary)));
        }
        return metric.build();
    }

    private NumberDataPoint number() {
        NumberDataPoint.Builder point = NumberDataPoint.newBuilder();
        point.addAllAttributes(attributes())
                .setStartTimeUnixNano(time())
                .setTimeUnixNano(time() | 1);
        point.addAllExemplars(some(0, 2, this::exemplar));
        switch (between(0, 4)) {
            case 0 -> point.setFlags(1);
            case 1, 2 -> point.setAsInt(random.nextLong());
            default -> point.setAsDouble(anyDouble());
        }
        return point.build();
    }

    private HistogramDataPoint histogram() {
        HistogramDataPoint.Builder point = HistogramDataPoint.newBuilder();
        point.addAllAttributes(attributes())
                .setStartTimeUnixNano(time())
                .setTimeUnixNano(time() | 1);
        point.addAllExemplars(some(0, 2, this::exemplar)).setCount(random.nextLong());
        if (often()) {
            point.setSum(anyDouble()).setMin(anyDouble()).setMax(anyDouble());
        }
        if (often()) {
            double bound = -10;
            int bounds = between(0, 12);
            for (int i = 0; i < bounds; i++) {
                bound += 0.1 + random.nextDouble();
                point.addExplicitBounds(bound);
            }
            point.addAllBucketCounts(some(bounds + 1, bounds + 1, random::nextLong));
        }
        return point.setFlags(between(0, 1)).build();
    }

    private ExponentialHistogramDataPoint exponential() {
        ExponentialHistogramDataPoint.Builder point = ExponentialHistogramDataPoint.newBuilder();
        point.addAllAttributes(attributes())
                .setStartTimeUnixNano(time())
                .setTimeUnixNano(time() | 1);
        point.addAllExemplars(some(0, 2, this::exemplar)).setCount(random.nextLong());
        if (often()) {
            point.setSum(anyDouble()).setMin(anyDouble()).setMax(anyDouble());
        }
        point.setScale(between(-10, 20)).setZeroCount(random.nextLong());
        point.setZeroThreshold(random.nextDouble());
        if (often()) {
            point.setPositive(buckets());
        }
        if (often()) {
            point.setNegative(buckets());
        }
        return point.build();
    }

    private ExponentialHistogramDataPoint.Buckets buckets() {
        return ExponentialHistogramDataPoint.Buckets.newBuilder()
                .setOffset(between(-1000, 1000))
                .addAllBucketCounts(some(0, 20, () -> random.nextLong() >>> between(0, 63)))
                .build();
    }

    private SummaryDataPoint summary() {
        return SummaryDataPoint.newBuilder()
                .addAllAttributes(attributes())
                .setStartTimeUnixNano(time())
                .setTimeUnixNano(time() | 1)
                .setCount(random.nextLong())
                .setSum(anyDouble())
                .addAllQuantileValues(
                        some(
                                0,
                                4,
                                () ->
                                        SummaryDataPoint.ValueAtQuantile.newBuilder()
                                                .setQuantile(random.nextDouble())
                                                .setValue(anyDouble())
                                                .build()))
                .build();
    }

    private Exemplar exemplar() {
        Exemplar.Builder exemplar = Exemplar.newBuilder();
        exemplar.addAllFilteredAttributes(attributes()).setTimeUnixNano(time());
        if (often()) {
            exemplar.setTraceId(id(16)).setSpanId(id(8));
        }
        if (random.nextBoolean()) {
            exemplar.setAsInt(random.nextLong());
        } else {
            exemplar.setAsDouble(anyDouble());
        }
        return exemplar.build();
    }

    List<KeyValue> attributes() {
        return some(0, 6, this::attribute);
    }

    private KeyValue attribute() {
        KeyValue.Builder attribute = KeyValue.newBuilder().setKey(text());
        if (often()) {
            attribute.setValue(value(3));
        }
        return attribute.build();
    }

    private AnyValue nonEmptyValue() {
        AnyValue value = value(3);
        return value.getSerializedSize() == 0
                ? AnyValue.newBuilder().setIntValue(0).build()
                : value;
    }

    private AnyValue value(int depth) {
        AnyValue.Builder value = AnyValue.newBuilder();
        return switch (between(0, depth > 0 ? 8 : 5)) {
            case 0 -> value.setBoolValue(random.nextBoolean()).build();
            case 1 -> value.setIntValue(random.nextLong() >> between(0, 63)).build();
            case 2 -> value.setDoubleValue(anyDouble()).build();
            case 3 -> value.setBytesValue(bytes(between(0, 9))).build();
            case 6 ->
                    value.setArrayValue(
                                    ArrayValue.newBuilder()
                                            .addAllValues(some(0, 3, () -> value(depth - 1))))
                            .build();
            case 7 ->
                    value.setKvlistValue(
                                    KeyValueList.newBuilder().addAllValues(some(0, 3, this::leaf)))
                            .build();
            case 8 -> value.build();
            default -> value.setStringValue(text()).build();
        };
    }

    private KeyValue leaf() {
        return KeyValue.newBuilder().setKey(text()).setValue(value(0)).build();
    }

    private String text() {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    private double anyDouble() {
        return random.nextBoolean()
                ? random.nextGaussian()
                : DOUBLES[random.nextInt(DOUBLES.length)];
    }

    private int uint32() {
        return often() ? 0 : random.nextInt();
    }

    private long time() {
        return random.nextLong() >>> 1;
    }

    private ByteString id(int length) {
        byte[] id = new byte[length];
        random.nextBytes(id);
        id[0] |= 1;
        return ByteString.copyFrom(id);
    }

    private ByteString bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }

    private <T> List<T> some(int min, int max, Supplier<T> element) {
        List<T> all = new ArrayList<>();
        for (int i = between(min, max); i > 0; i--) {
            all.add(element.get());
        }
        return all;
    }

    private int between(int min, int max) {
        return random.nextInt(min, max + 1);
    }

    private boolean often() {
        return random.nextInt(4) != 0;
    }

    private boolean rarely() {
        return random.nextInt(8) == 0;
    }
}
