package dev.trine.self;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;

/// All of Trine's own metrics, by name. Metrics are registered while the server is wired, not per
/// request, so their number is bounded by the code. Safe for use by many threads.
public final class MetricRegistry {
    private final Map<String, Family> families = new TreeMap<>();

    /// A counter.
    ///
    /// @param name Prometheus name, ends in `_total`
    /// @param help one sentence
    /// @param labels names and values in turn
    /// @throws IllegalArgumentException when the same name and labels are there already
    public Counter counter(String name, String help, String... labels) {
        Counter counter = new Counter();
        register(name, help, "counter", labels, counter);
        return counter;
    }

    /// A counter that somebody else keeps, asked for its value at every exposition. The supplier must be
    /// quick and safe for use by many threads.
    public void counter(String name, String help, DoubleSupplier value, String... labels) {
        register(name, help, "counter", labels, value);
    }

    /// A gauge, asked for its value at every exposition. The supplier must be quick and safe for
    /// use by many threads.
    public void gauge(String name, String help, DoubleSupplier value, String... labels) {
        register(name, help, "gauge", labels, value);
    }

    /// A histogram with the given upper bounds, rising.
    public Histogram histogram(String name, String help, double[] bounds, String... labels) {
        Histogram histogram = new Histogram(bounds);
        register(name, help, "histogram", labels, histogram);
        return histogram;
    }

    /// All metrics in the Prometheus text format 0.0.4.
    ///
    /// Source: https://prometheus.io/docs/instrumenting/exposition_formats/
    public synchronized String exposition() {
        StringBuilder out = new StringBuilder(16_384);
        for (Map.Entry<String, Family> entry : families.entrySet()) {
            entry.getValue().write(entry.getKey(), out);
        }
        return out.toString();
    }

    /// Shows all series with their values.
    public synchronized void visit(SampleVisitor visitor) {
        families.forEach((name, family) -> family.visit(name, visitor));
    }

    private synchronized void register(
            String name, String help, String type, String[] labels, Object metric) {
        Family family = families.computeIfAbsent(name, n -> new Family(help, type));
        family.add(name, type, labels, metric);
    }
}
