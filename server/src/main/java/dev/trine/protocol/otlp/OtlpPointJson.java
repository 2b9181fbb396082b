package dev.trine.protocol.otlp;

import dev.trine.model.Exemplar;
import dev.trine.model.ExponentialHistogramPoint;
import dev.trine.model.HistogramPoint;
import dev.trine.model.MetricBatch;
import dev.trine.model.MetricEntry;
import dev.trine.model.SummaryPoint;
import java.util.OptionalDouble;
import tools.jackson.core.JsonGenerator;

/// Writes data points of a batch as JSON. Close to OTLP, but made for reading: a number is one
/// `value`, and the other kinds are an object of their own, named after the kind.
public final class OtlpPointJson {
    private OtlpPointJson() {}

    /// Writes the fields of a data point into the object that the generator is in: times, flags, one
    /// of `value`, `histogram`, `exponential` and `summary`, and the exemplars.
    ///
    /// @param kind of the metric that the point is of
    /// @throws IllegalArgumentException when a value is not what a receiver writes
    public static void fields(
            JsonGenerator out, MetricBatch batch, int row, MetricEntry.Kind kind) {
        OtlpJson.int64(out, "timeUnixNano", batch.timeNanos.get(row));
        OtlpJson.int64(out, "startTimeUnixNano", batch.startNanos.get(row));
        OtlpJson.uint32(out, "flags", batch.flags.get(row));
        switch (kind) {
            case UNKNOWN, GAUGE, SUM -> value(out, batch.valueKind.get(row), batch.value.get(row));
            case HISTOGRAM -> histogram(out, HistogramPoint.of(batch.payload, row));
            case EXPONENTIAL_HISTOGRAM ->
                    exponential(out, ExponentialHistogramPoint.of(batch.payload, row));
            case SUMMARY -> summary(out, SummaryPoint.of(batch.payload, row));
        }
        out.writeArrayPropertyStart("exemplars");
        for (Exemplar exemplar : Exemplar.of(batch.exemplars, row)) {
            exemplar(out, exemplar);
        }
        out.writeEndArray();
    }

    private static void value(JsonGenerator out, int valueKind, long bits) {
        switch (valueKind) {
            case MetricBatch.VALUE_DOUBLE ->
                    OtlpJson.number(out, "value", Double.longBitsToDouble(bits));
            case MetricBatch.VALUE_INT -> out.writeNumberProperty("value", bits);
            default -> out.writeNullProperty("value");
        }
    }

    private static void histogram(JsonGenerator out, HistogramPoint point) {
        out.writeObjectPropertyStart("histogram");
        OtlpJson.uint64(out, "count", point.count());
        totals(out, point.sum(), point.min(), point.max());
        counts(out, point.bucketCounts());
        out.writeArrayPropertyStart("explicitBounds");
        for (double bound : point.explicitBounds()) {
            OtlpJson.number(out, bound);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void exponential(JsonGenerator out, ExponentialHistogramPoint point) {
        out.writeObjectPropertyStart("exponential");
        OtlpJson.uint64(out, "count", point.count());
        totals(out, point.sum(), point.min(), point.max());
        out.writeNumberProperty("scale", point.scale());
        OtlpJson.uint64(out, "zeroCount", point.zeroCount());
        OtlpJson.number(out, "zeroThreshold", point.zeroThreshold());
        buckets(out, "positive", point.positive());
        buckets(out, "negative", point.negative());
        out.writeEndObject();
    }

    private static void buckets(
            JsonGenerator out, String name, ExponentialHistogramPoint.Buckets buckets) {
        out.writeObjectPropertyStart(name);
        out.writeNumberProperty("offset", buckets.offset());
        counts(out, buckets.counts());
        out.writeEndObject();
    }

    private static void summary(JsonGenerator out, SummaryPoint point) {
        out.writeObjectPropertyStart("summary");
        OtlpJson.uint64(out, "count", point.count());
        OtlpJson.number(out, "sum", point.sum());
        out.writeArrayPropertyStart("quantileValues");
        for (SummaryPoint.Quantile quantile : point.quantiles()) {
            out.writeStartObject();
            OtlpJson.number(out, "quantile", quantile.quantile());
            OtlpJson.number(out, "value", quantile.value());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void totals(
            JsonGenerator out, OptionalDouble sum, OptionalDouble min, OptionalDouble max) {
        if (sum.isPresent()) {
            OtlpJson.number(out, "sum", sum.getAsDouble());
        }
        if (min.isPresent()) {
            OtlpJson.number(out, "min", min.getAsDouble());
        }
        if (max.isPresent()) {
            OtlpJson.number(out, "max", max.getAsDouble());
        }
    }

    private static void counts(JsonGenerator out, long[] counts) {
        out.writeArrayPropertyStart("bucketCounts");
        for (long count : counts) {
            out.writeString(Long.toUnsignedString(count));
        }
        out.writeEndArray();
    }

    private static void exemplar(JsonGenerator out, Exemplar exemplar) {
        out.writeStartObject();
        OtlpJson.traceId(out, exemplar.traceIdHigh(), exemplar.traceIdLow());
        OtlpJson.spanId(out, "spanId", exemplar.spanId());
        value(out, exemplar.valueKind(), exemplar.value());
        OtlpJson.int64(out, "timeUnixNano", exemplar.timeNanos());
        OtlpJson.attributesProperty(out, exemplar.attributes());
        out.writeEndObject();
    }
}
