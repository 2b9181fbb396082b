package dev.trine.query.filter;

/// OTLP numbers of span kinds.
///
/// Source: `Span.SpanKind` of `opentelemetry/proto/trace/v1/trace.proto`.
public final class SpanKind {
    public static final int INTERNAL = 1;
    public static final int SERVER = 2;
    public static final int CLIENT = 3;
    public static final int PRODUCER = 4;
    public static final int CONSUMER = 5;

    private SpanKind() {}
}
