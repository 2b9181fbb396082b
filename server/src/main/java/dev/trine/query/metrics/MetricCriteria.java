package dev.trine.query.metrics;

import dev.trine.query.filter.AttributeMatch;
import java.util.List;
import java.util.Set;

/// Which series of a metric are asked for.
///
/// @param services any of these; empty = all
/// @param resource attributes that the resource must have
/// @param attributes attributes that the points must have
/// @param maxSeries how many series at most; those with the newest points
public record MetricCriteria(
        String name,
        Set<String> services,
        List<AttributeMatch> resource,
        List<AttributeMatch> attributes,
        int maxSeries) {
    public MetricCriteria {
        services = Set.copyOf(services);
        resource = List.copyOf(resource);
        attributes = List.copyOf(attributes);
    }
}
