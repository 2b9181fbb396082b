package dev.trine.query.filter;

import dev.trine.model.TraceId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// What is asked of a log record. Everything that is given must hold.
///
/// @param services any of these; empty = all
/// @param minSeverity an OTLP severity number; 0 = all, records without one too
/// @param attributes of the record or its resource
/// @param text somewhere in the body, the event name or attribute values
public record LogCriteria(
        Set<String> services,
        int minSeverity,
        List<AttributeMatch> attributes,
        Optional<String> text,
        Optional<TraceId> traceId,
        OptionalLong spanId) {
    public LogCriteria {
        services = Set.copyOf(services);
        attributes = List.copyOf(attributes);
    }
}
