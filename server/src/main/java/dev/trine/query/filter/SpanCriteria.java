package dev.trine.query.filter;

import dev.trine.model.TraceId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// What is asked of a span. Everything that is given must hold.
///
/// @param services any of these; empty = all
/// @param names any of these operation names; empty = all
/// @param status an OTLP StatusCode number
/// @param kind an OTLP SpanKind number
/// @param minDurationNanos at least that long
/// @param maxDurationNanos at most that long
/// @param attributes of the span or its resource
/// @param text somewhere in the name, the status message, attribute values, or names and attribute
///     values of events
public record SpanCriteria(
        Set<String> services,
        Set<String> names,
        OptionalInt status,
        OptionalInt kind,
        long minDurationNanos,
        long maxDurationNanos,
        List<AttributeMatch> attributes,
        Optional<String> text,
        Optional<TraceId> traceId,
        OptionalLong spanId) {
    /// Every span.
    public static final SpanCriteria NONE =
            new SpanCriteria(
                    Set.of(),
                    Set.of(),
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    Long.MIN_VALUE,
                    Long.MAX_VALUE,
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalLong.empty());

    public SpanCriteria {
        services = Set.copyOf(services);
        names = Set.copyOf(names);
        attributes = List.copyOf(attributes);
    }

    /// Whether no bound on durations is given.
    public boolean anyDuration() {
        return minDurationNanos == Long.MIN_VALUE && maxDurationNanos == Long.MAX_VALUE;
    }

    /// The same without bounds on durations.
    public SpanCriteria withoutDuration() {
        return new SpanCriteria(
                services,
                names,
                status,
                kind,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                attributes,
                text,
                traceId,
                spanId);
    }
}
