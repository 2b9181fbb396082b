package dev.trine.protocol.otlp;

/// Why one record is refused while the rest of its request is kept.
enum Rejection {
    TRACE_ID("trace id is empty, all zero or not 16 bytes long"),
    SPAN_ID("span id is empty, all zero or not 8 bytes long"),
    PARENT_SPAN_ID("parent span id is neither empty nor 8 bytes long"),
    LINK_ID(
            "a link's trace id is neither empty nor 16, or its span id neither empty nor 8 bytes long"),
    LOG_TRACE_ID("trace id is neither empty nor 16 bytes long"),
    LOG_SPAN_ID("span id is neither empty nor 8 bytes long"),
    EXEMPLAR_ID(
            "an exemplar's trace id is neither empty nor 16, or its span id neither empty nor 8 bytes long"),
    TIME_MISSING("time_unix_nano is 0; a data point needs a time"),
    TIME_RANGE("a time lies after the year 2262 (expected: nanoseconds below 2^63)"),
    ATTRIBUTES("more attributes than the limit allows (expected: <= %d)"),
    RECORDS(
            "more records in one request than the limit allows (expected: <= %d); send smaller batches"),
    METRIC_NAME("the metric has no name"),
    BUCKET_COUNT("the number of bucket_counts is not that of explicit_bounds + 1"),
    BUCKET_BOUNDS("explicit_bounds are not strictly increasing numbers"),
    SCALE("scale is out of range (expected: -32..32)"),
    BUCKET_OFFSET("buckets reach past the largest index (expected: offset + count < 2^31)"),
    ZERO_THRESHOLD("zero_threshold is negative or not a number"),
    QUANTILE("a quantile is out of range (expected: 0..1)");

    private final String text;

    Rejection(String text) {
        this.text = text;
    }

    String text(OtlpLimits limits) {
        return switch (this) {
            case ATTRIBUTES -> text.formatted(limits.attributes());
            case RECORDS -> text.formatted(limits.records());
            default -> text;
        };
    }
}
