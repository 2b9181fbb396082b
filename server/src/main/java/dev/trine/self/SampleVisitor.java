package dev.trine.self;

/// Is shown the own metrics, series by series.
@FunctionalInterface
public interface SampleVisitor {
    /// @param labels names and values in turn; not to be changed or kept
    /// @param type of the family: `counter`, `gauge` or `histogram`
    void sample(String name, String[] labels, String type, String help, double value);
}
