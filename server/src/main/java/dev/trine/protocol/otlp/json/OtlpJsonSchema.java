package dev.trine.protocol.otlp.json;

import static dev.trine.protocol.otlp.json.JsonMessage.Type.BASE64;
import static dev.trine.protocol.otlp.json.JsonMessage.Type.BOOL;
import static dev.trine.protocol.otlp.json.JsonMessage.Type.DOUBLE;
import static dev.trine.protocol.otlp.json.JsonMessage.Type.FIXED32;
import static dev.trine.protocol.otlp.json.JsonMessage.Type.FIXED64;
import static dev.trine.protocol.otlp.json.JsonMessage.Type.HEX;
import static dev.trine.protocol.otlp.json.JsonMessage.Type.INT32;
import static dev.trine.protocol.otlp.json.JsonMessage.Type.INT64;
import static dev.trine.protocol.otlp.json.JsonMessage.Type.SFIXED64;
import static dev.trine.protocol.otlp.json.JsonMessage.Type.SINT32;
import static dev.trine.protocol.otlp.json.JsonMessage.Type.STRING;
import static dev.trine.protocol.otlp.json.JsonMessage.Type.UINT32;
import static dev.trine.protocol.otlp.json.JsonMessage.Type.UINT64;

import java.util.HashMap;
import java.util.Map;

/// Every message of the three export requests: field numbers, JSON names and types.
///
/// Source: `opentelemetry/proto/**/*.proto`, version 1.11.
public final class OtlpJsonSchema {
    /// Not OTLP's: points of a metric without a kind, which Prometheus's native histograms and what is
    /// known of metric families are stored as. Only exports have them, and only imports read them.
    public static final int KINDLESS = 1000;

    /// Not OTLP's: what such a point holds beside its time, in the bytes of remote write.
    public static final int PAYLOAD = 1000;

    static final JsonMessage TRACES;
    static final JsonMessage LOGS;
    static final JsonMessage METRICS;

    private OtlpJsonSchema() {}

    static {
        JsonMessage attribute = attribute();
        JsonMessage resource = resource(attribute);
        JsonMessage scope =
                new JsonMessage()
                        .once(1, "name", STRING)
                        .once(2, "version", STRING)
                        .messages(3, "attributes", attribute)
                        .once(4, "droppedAttributesCount", UINT32);
        TRACES = request("Spans", "spans", span(attribute), resource, scope);
        LOGS = request("Logs", "logRecords", logRecord(attribute), resource, scope);
        METRICS = request("Metrics", "metrics", metric(attribute), resource, scope);
    }

    private static JsonMessage request(
            String signal,
            String children,
            JsonMessage child,
            JsonMessage resource,
            JsonMessage scope) {
        JsonMessage ofScope =
                new JsonMessage()
                        .message(1, "scope", scope)
                        .messages(2, children, child)
                        .once(3, "schemaUrl", STRING);
        JsonMessage ofResource =
                new JsonMessage()
                        .message(1, "resource", resource)
                        .messages(2, "scope" + signal, ofScope)
                        .once(3, "schemaUrl", STRING);
        return new JsonMessage().messages(1, "resource" + signal, ofResource);
    }

    private static JsonMessage attribute() {
        JsonMessage value = new JsonMessage();
        JsonMessage attribute =
                new JsonMessage()
                        .once(1, "key", STRING)
                        .message(2, "value", value)
                        .once(3, "keyStrindex", INT32);
        value.present(1, "stringValue", STRING)
                .present(2, "boolValue", BOOL)
                .present(3, "intValue", INT64)
                .present(4, "doubleValue", DOUBLE)
                .message(5, "arrayValue", new JsonMessage().messages(1, "values", value))
                .message(6, "kvlistValue", new JsonMessage().messages(1, "values", attribute))
                .present(7, "bytesValue", BASE64)
                .present(8, "stringValueStrindex", INT32);
        return attribute;
    }

    private static JsonMessage anyValue(JsonMessage attribute) {
        JsonMessage.Field value = attribute.field("value");
        if (value == null || value.message() == null) {
            throw new IllegalArgumentException("attribute: no field `value`");
        }
        return value.message();
    }

    private static JsonMessage resource(JsonMessage attribute) {
        JsonMessage entity =
                new JsonMessage()
                        .once(1, "schemaUrl", STRING)
                        .once(2, "type", STRING)
                        .repeated(3, "idKeys", STRING)
                        .repeated(4, "descriptionKeys", STRING);
        return new JsonMessage()
                .messages(1, "attributes", attribute)
                .once(2, "droppedAttributesCount", UINT32)
                .messages(3, "entityRefs", entity);
    }

    private static JsonMessage span(JsonMessage attribute) {
        JsonMessage event =
                new JsonMessage()
                        .once(1, "timeUnixNano", FIXED64)
                        .once(2, "name", STRING)
                        .messages(3, "attributes", attribute)
                        .once(4, "droppedAttributesCount", UINT32);
        JsonMessage link =
                new JsonMessage()
                        .once(1, "traceId", HEX)
                        .once(2, "spanId", HEX)
                        .once(3, "traceState", STRING)
                        .messages(4, "attributes", attribute)
                        .once(5, "droppedAttributesCount", UINT32)
                        .once(6, "flags", FIXED32);
        JsonMessage status =
                new JsonMessage()
                        .once(2, "message", STRING)
                        .enumeration(3, "code", names("STATUS_CODE_", "UNSET", "OK", "ERROR"));
        Map<String, Integer> kinds =
                names(
                        "SPAN_KIND_",
                        "UNSPECIFIED",
                        "INTERNAL",
                        "SERVER",
                        "CLIENT",
                        "PRODUCER",
                        "CONSUMER");
        return new JsonMessage()
                .once(1, "traceId", HEX)
                .once(2, "spanId", HEX)
                .once(3, "traceState", STRING)
                .once(4, "parentSpanId", HEX)
                .once(5, "name", STRING)
                .enumeration(6, "kind", kinds)
                .once(7, "startTimeUnixNano", FIXED64)
                .once(8, "endTimeUnixNano", FIXED64)
                .messages(9, "attributes", attribute)
                .once(10, "droppedAttributesCount", UINT32)
                .messages(11, "events", event)
                .once(12, "droppedEventsCount", UINT32)
                .messages(13, "links", link)
                .once(14, "droppedLinksCount", UINT32)
                .message(15, "status", status)
                .once(16, "flags", FIXED32);
    }

    private static JsonMessage logRecord(JsonMessage attribute) {
        return new JsonMessage()
                .once(1, "timeUnixNano", FIXED64)
                .enumeration(2, "severityNumber", severities())
                .once(3, "severityText", STRING)
                .message(5, "body", anyValue(attribute))
                .messages(6, "attributes", attribute)
                .once(7, "droppedAttributesCount", UINT32)
                .once(8, "flags", FIXED32)
                .once(9, "traceId", HEX)
                .once(10, "spanId", HEX)
                .once(11, "observedTimeUnixNano", FIXED64)
                .once(12, "eventName", STRING);
    }

    private static Map<String, Integer> severities() {
        Map<String, Integer> names = new HashMap<>();
        names.put("SEVERITY_NUMBER_UNSPECIFIED", 0);
        int number = 1;
        for (String level : new String[] {"TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"}) {
            names.put("SEVERITY_NUMBER_" + level, number);
            for (int step = 2; step <= 4; step++) {
                names.put("SEVERITY_NUMBER_" + level + step, number + step - 1);
            }
            number += 4;
        }
        return Map.copyOf(names);
    }

    private static JsonMessage metric(JsonMessage attribute) {
        JsonMessage exemplar =
                new JsonMessage()
                        .once(2, "timeUnixNano", FIXED64)
                        .present(3, "asDouble", DOUBLE)
                        .once(4, "spanId", HEX)
                        .once(5, "traceId", HEX)
                        .present(6, "asInt", SFIXED64)
                        .messages(7, "filteredAttributes", attribute);
        JsonMessage number = numberPoint(attribute, exemplar);
        Map<String, Integer> temporalities =
                names("AGGREGATION_TEMPORALITY_", "UNSPECIFIED", "DELTA", "CUMULATIVE");
        return new JsonMessage()
                .once(1, "name", STRING)
                .once(2, "description", STRING)
                .once(3, "unit", STRING)
                .message(5, "gauge", points(number))
                .message(
                        7,
                        "sum",
                        points(number)
                                .enumeration(2, "aggregationTemporality", temporalities)
                                .once(3, "isMonotonic", BOOL))
                .message(
                        9,
                        "histogram",
                        points(histogramPoint(attribute, exemplar))
                                .enumeration(2, "aggregationTemporality", temporalities))
                .message(
                        10,
                        "exponentialHistogram",
                        points(exponentialPoint(attribute, exemplar))
                                .enumeration(2, "aggregationTemporality", temporalities))
                .message(11, "summary", points(summaryPoint(attribute)))
                .message(KINDLESS, "trineKindless", points(number))
                .messages(12, "metadata", attribute);
    }

    private static JsonMessage points(JsonMessage point) {
        return new JsonMessage().messages(1, "dataPoints", point);
    }

    private static JsonMessage numberPoint(JsonMessage attribute, JsonMessage exemplar) {
        return new JsonMessage()
                .once(2, "startTimeUnixNano", FIXED64)
                .once(3, "timeUnixNano", FIXED64)
                .present(4, "asDouble", DOUBLE)
                .messages(5, "exemplars", exemplar)
                .present(6, "asInt", SFIXED64)
                .messages(7, "attributes", attribute)
                .once(8, "flags", UINT32)
                .once(PAYLOAD, "trinePayload", BASE64);
    }

    private static JsonMessage histogramPoint(JsonMessage attribute, JsonMessage exemplar) {
        return new JsonMessage()
                .once(2, "startTimeUnixNano", FIXED64)
                .once(3, "timeUnixNano", FIXED64)
                .once(4, "count", FIXED64)
                .present(5, "sum", DOUBLE)
                .repeated(6, "bucketCounts", FIXED64)
                .repeated(7, "explicitBounds", DOUBLE)
                .messages(8, "exemplars", exemplar)
                .messages(9, "attributes", attribute)
                .once(10, "flags", UINT32)
                .present(11, "min", DOUBLE)
                .present(12, "max", DOUBLE);
    }

    private static JsonMessage exponentialPoint(JsonMessage attribute, JsonMessage exemplar) {
        JsonMessage buckets =
                new JsonMessage().once(1, "offset", SINT32).repeated(2, "bucketCounts", UINT64);
        return new JsonMessage()
                .messages(1, "attributes", attribute)
                .once(2, "startTimeUnixNano", FIXED64)
                .once(3, "timeUnixNano", FIXED64)
                .once(4, "count", FIXED64)
                .present(5, "sum", DOUBLE)
                .once(6, "scale", SINT32)
                .once(7, "zeroCount", FIXED64)
                .message(8, "positive", buckets)
                .message(9, "negative", buckets)
                .once(10, "flags", UINT32)
                .messages(11, "exemplars", exemplar)
                .present(12, "min", DOUBLE)
                .present(13, "max", DOUBLE)
                .once(14, "zeroThreshold", DOUBLE);
    }

    private static JsonMessage summaryPoint(JsonMessage attribute) {
        JsonMessage quantile =
                new JsonMessage().once(1, "quantile", DOUBLE).once(2, "value", DOUBLE);
        return new JsonMessage()
                .once(2, "startTimeUnixNano", FIXED64)
                .once(3, "timeUnixNano", FIXED64)
                .once(4, "count", FIXED64)
                .once(5, "sum", DOUBLE)
                .messages(6, "quantileValues", quantile)
                .messages(7, "attributes", attribute)
                .once(8, "flags", UINT32);
    }

    private static Map<String, Integer> names(String prefix, String... values) {
        Map<String, Integer> names = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            names.put(prefix + values[i], i);
        }
        return Map.copyOf(names);
    }
}
