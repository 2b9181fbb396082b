package dev.trine.protocol.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.trine.model.Batch;
import dev.trine.model.BytesColumn;
import dev.trine.model.LogBatch;
import dev.trine.model.MetricBatch;
import dev.trine.model.SpanBatch;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.ByteBuffer;

/// Puts a batch back into the request that it came from, with the generated classes alone: what a
/// test compares with what was sent. Rows of one resource and scope stand together in a batch.
final class BatchExport {
    private BatchExport() {}

    static ExportTraceServiceRequest traces(SpanBatch batch) throws InvalidProtocolBufferException {
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        ResourceSpans.Builder resource = null;
        ScopeSpans.Builder scope = null;
        for (int row = 0; row < batch.rows(); row++) {
            if (starts(batch.resource.array(), row)) {
                resource =
                        request.addResourceSpansBuilder()
                                .mergeFrom(bytes(batch.resources(), batch.resource.get(row)));
            }
            if (starts(batch.scope.array(), row)) {
                scope =
                        resource.addScopeSpansBuilder()
                                .mergeFrom(bytes(batch.scopes(), batch.scope.get(row)));
            }
            scope.addSpans(span(batch, row));
        }
        return request.build();
    }

    private static Span span(SpanBatch batch, int row) throws InvalidProtocolBufferException {
        Span.Builder span = Span.newBuilder();
        span.mergeFrom(bytes(batch.events, row)).mergeFrom(bytes(batch.links, row));
        span.setTraceId(traceId(batch.traceIdHigh.get(row), batch.traceIdLow.get(row)));
        span.setSpanId(spanId(batch.spanId.get(row)));
        span.setParentSpanId(spanId(batch.parentSpanId.get(row)));
        span.setStartTimeUnixNano(batch.startNanos.get(row));
        span.setEndTimeUnixNano(batch.endNanos.get(row));
        span.setKindValue(batch.kind.get(row));
        Status status =
                Status.newBuilder()
                        .setCodeValue(batch.statusCode.get(row))
                        .setMessage(batch.statusMessage.text(row))
                        .build();
        if (!status.equals(Status.getDefaultInstance())) {
            span.setStatus(status);
        }
        span.setFlags(batch.flags.get(row));
        span.setDroppedAttributesCount(batch.droppedAttributes.get(row));
        span.setDroppedEventsCount(batch.droppedEvents.get(row));
        span.setDroppedLinksCount(batch.droppedLinks.get(row));
        span.setName(batch.name.text(row)).setTraceState(batch.traceState.text(row));
        span.addAllAttributes(attributes(batch.attributes, row).getValuesList());
        return span.build();
    }

    static ExportLogsServiceRequest logs(LogBatch batch) throws InvalidProtocolBufferException {
        ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
        ResourceLogs.Builder resource = null;
        ScopeLogs.Builder scope = null;
        for (int row = 0; row < batch.rows(); row++) {
            if (starts(batch.resource.array(), row)) {
                resource =
                        request.addResourceLogsBuilder()
                                .mergeFrom(bytes(batch.resources(), batch.resource.get(row)));
            }
            if (starts(batch.scope.array(), row)) {
                scope =
                        resource.addScopeLogsBuilder()
                                .mergeFrom(bytes(batch.scopes(), batch.scope.get(row)));
            }
            scope.addLogRecords(record(batch, row));
        }
        return request.build();
    }

    private static LogRecord record(LogBatch batch, int row) throws InvalidProtocolBufferException {
        LogRecord.Builder record = LogRecord.newBuilder();
        record.setTimeUnixNano(batch.timeNanos.get(row));
        record.setObservedTimeUnixNano(batch.observedNanos.get(row));
        record.setTraceId(traceId(batch.traceIdHigh.get(row), batch.traceIdLow.get(row)));
        record.setSpanId(spanId(batch.spanId.get(row)));
        record.setSeverityNumberValue(batch.severityNumber.get(row));
        record.setSeverityText(batch.severityText.text(row))
                .setEventName(batch.eventName.text(row));
        record.setFlags(batch.flags.get(row));
        record.setDroppedAttributesCount(batch.droppedAttributes.get(row));
        if (batch.body.length(row) > 0) {
            record.setBody(AnyValue.parseFrom(bytes(batch.body, row)));
        }
        record.addAllAttributes(attributes(batch.attributes, row).getValuesList());
        return record.build();
    }

    static ExportMetricsServiceRequest metrics(MetricBatch batch)
            throws InvalidProtocolBufferException {
        ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
        ResourceMetrics.Builder resource = null;
        ScopeMetrics.Builder scope = null;
        Metric.Builder metric = null;
        for (int row = 0; row < batch.rows(); row++) {
            int series = batch.series.get(row);
            boolean first = row == 0;
            int previous = first ? -1 : batch.series.get(row - 1);
            if (first || differs(batch.seriesTable.resource().array(), previous, series)) {
                int entry = batch.seriesTable.resource().get(series);
                resource =
                        request.addResourceMetricsBuilder()
                                .mergeFrom(bytes(batch.resources(), entry));
            }
            boolean newScope =
                    first || differs(batch.seriesTable.scope().array(), previous, series);
            if (newScope) {
                int entry = batch.seriesTable.scope().get(series);
                scope = resource.addScopeMetricsBuilder().mergeFrom(bytes(batch.scopes(), entry));
            }
            if (newScope || differs(batch.seriesTable.metric().array(), previous, series)) {
                int entry = batch.seriesTable.metric().get(series);
                metric =
                        scope.addMetricsBuilder()
                                .mergeFrom(bytes(batch.seriesTable.metrics(), entry));
            }
            point(batch, row, series, metric);
        }
        return request.build();
    }

    private static void point(MetricBatch batch, int row, int series, Metric.Builder metric)
            throws InvalidProtocolBufferException {
        KeyValueList attributes = attributes(batch.seriesTable.attributes(), series);
        long time = batch.timeNanos.get(row);
        long start = batch.startNanos.get(row);
        int flags = batch.flags.get(row);
        ByteString payload = bytes(batch.payload, row);
        // Exemplars are kept as field 1 of a message of their own: a gauge's points have none
        // there.
        Exemplars exemplars = new Exemplars(bytes(batch.exemplars, row));
        switch (metric.getDataCase()) {
            case GAUGE -> {
                Gauge.Builder gauge = metric.getGaugeBuilder();
                gauge.addDataPoints(number(batch, row, attributes, exemplars));
            }
            case SUM ->
                    metric.getSumBuilder().addDataPoints(number(batch, row, attributes, exemplars));
            case HISTOGRAM ->
                    metric.getHistogramBuilder()
                            .addDataPoints(
                                    HistogramDataPoint.newBuilder()
                                            .mergeFrom(payload)
                                            .addAllAttributes(attributes.getValuesList())
                                            .setTimeUnixNano(time)
                                            .setStartTimeUnixNano(start)
                                            .setFlags(flags)
                                            .addAllExemplars(exemplars.all()));
            case EXPONENTIAL_HISTOGRAM ->
                    metric.getExponentialHistogramBuilder()
                            .addDataPoints(
                                    ExponentialHistogramDataPoint.newBuilder()
                                            .mergeFrom(payload)
                                            .addAllAttributes(attributes.getValuesList())
                                            .setTimeUnixNano(time)
                                            .setStartTimeUnixNano(start)
                                            .setFlags(flags)
                                            .addAllExemplars(exemplars.all()));
            case SUMMARY ->
                    metric.getSummaryBuilder()
                            .addDataPoints(
                                    SummaryDataPoint.newBuilder()
                                            .mergeFrom(payload)
                                            .addAllAttributes(attributes.getValuesList())
                                            .setTimeUnixNano(time)
                                            .setStartTimeUnixNano(start)
                                            .setFlags(flags));
            case DATA_NOT_SET -> throw new AssertionError("a point of a metric without a kind");
        }
    }

    private static NumberDataPoint number(
            MetricBatch batch, int row, KeyValueList attributes, Exemplars exemplars) {
        NumberDataPoint.Builder point =
                NumberDataPoint.newBuilder()
                        .addAllAttributes(attributes.getValuesList())
                        .setTimeUnixNano(batch.timeNanos.get(row))
                        .setStartTimeUnixNano(batch.startNanos.get(row))
                        .setFlags(batch.flags.get(row))
                        .addAllExemplars(exemplars.all());
        switch (batch.valueKind.get(row)) {
            case MetricBatch.VALUE_INT -> point.setAsInt(batch.value.get(row));
            case MetricBatch.VALUE_DOUBLE ->
                    point.setAsDouble(Double.longBitsToDouble(batch.value.get(row)));
            default -> {}
        }
        return point.build();
    }

    /// Length-delimited messages in field 1, as `KeyValueList` has them too.
    private record Exemplars(ByteString bytes) {
        java.util.List<io.opentelemetry.proto.metrics.v1.Exemplar> all() {
            java.util.List<io.opentelemetry.proto.metrics.v1.Exemplar> all =
                    new java.util.ArrayList<>();
            try {
                com.google.protobuf.CodedInputStream in = bytes.newCodedInput();
                while (!in.isAtEnd()) {
                    if (in.readTag() != 0x0A) {
                        throw new AssertionError("tag of an exemplar");
                    }
                    all.add(
                            io.opentelemetry.proto.metrics.v1.Exemplar.parseFrom(
                                    in.readByteArray()));
                }
            } catch (java.io.IOException e) {
                throw new AssertionError(e);
            }
            return all;
        }
    }

    private static boolean starts(int[] values, int row) {
        return row == 0 || values[row] != values[row - 1];
    }

    private static boolean differs(int[] values, int one, int other) {
        return values[one] != values[other];
    }

    private static KeyValueList attributes(BytesColumn column, int row)
            throws InvalidProtocolBufferException {
        return KeyValueList.parseFrom(bytes(column, row));
    }

    private static ByteString bytes(BytesColumn column, int row) {
        return ByteString.copyFrom(column.data(), column.start(row), column.length(row));
    }

    private static ByteString traceId(long high, long low) {
        if ((high | low) == 0) {
            return ByteString.EMPTY;
        }
        return ByteString.copyFrom(ByteBuffer.allocate(16).putLong(high).putLong(low).flip());
    }

    private static ByteString spanId(long id) {
        return id == 0
                ? ByteString.EMPTY
                : ByteString.copyFrom(ByteBuffer.allocate(8).putLong(id).flip());
    }

    /// How many rows a batch holds and what was refused beside them.
    static long records(Decoded<? extends Batch> decoded) {
        return decoded.batch().rows() + decoded.rejections().count();
    }
}
