package dev.trine.query.metrics.series;

/// What is known of a metric family.
///
/// @param type as Prometheus names it
/// @param unit as a word, "" when there is none
public record MetricMetadata(String type, String help, String unit)
        implements Comparable<MetricMetadata> {
    @Override
    public int compareTo(MetricMetadata other) {
        int order = type.compareTo(other.type);
        order = order == 0 ? help.compareTo(other.help) : order;
        return order == 0 ? unit.compareTo(other.unit) : order;
    }
}
