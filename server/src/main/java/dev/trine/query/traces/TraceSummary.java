package dev.trine.query.traces;

import dev.trine.model.TraceId;
import java.util.List;
import java.util.OptionalInt;

/// A trace in a list.
///
/// @param spanCount distinct spans
/// @param errorCount spans with status error
/// @param status an OTLP StatusCode: error when a span failed, else the root's
/// @param root the span without a parent; when there is none, the first whose parent is missing
/// @param hasRoot whether `root` has no parent
/// @param services in the order in which they first appear
public record TraceSummary(
        TraceId id,
        long spanCount,
        long errorCount,
        long startNanos,
        long endNanos,
        int status,
        Root root,
        boolean hasRoot,
        List<ServiceCount> services) {
    /// The root span.
    ///
    /// @param method HTTP method, "" when there is none
    /// @param route HTTP route or path, "" when there is none
    /// @param httpStatus HTTP status code
    /// @param status OTLP StatusCode
    public record Root(
            String service,
            String name,
            int kind,
            String method,
            String route,
            OptionalInt httpStatus,
            int status) {}

    /// A service's share of a trace.
    public record ServiceCount(String name, long spanCount, long errorCount) {}

    public TraceSummary {
        services = List.copyOf(services);
    }

    /// From the first start to the last end; not negative.
    public long durationNanos() {
        return Math.max(0, endNanos - startNanos);
    }
}
