package dev.trine.query.filter;

/// OTLP numbers of a span's status.
///
/// Source: `Status.StatusCode` of `opentelemetry/proto/trace/v1/trace.proto`.
public final class SpanStatus {
    public static final int UNSET = 0;
    public static final int OK = 1;
    public static final int ERROR = 2;

    private SpanStatus() {}
}
