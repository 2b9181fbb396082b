package dev.trine.query.series;

/// The mean of histograms: their sum divided by how many they are or, once that sum would overflow,
/// a mean that is brought up to date with each. Not safe for use by several threads.
public final class HistogramMean {
    private final HistogramSum sum;
    private int count = 1;
    private boolean incremental;

    /// Starts with a first histogram.
    public HistogramMean(NativeHistogram first) {
        sum = new HistogramSum(first);
    }

    /// Adds another one.
    ///
    /// @throws IllegalArgumentException when it is not combinable with those before
    public void add(NativeHistogram other) {
        if (!incremental && sum.mayOverflow(other)) {
            incremental = true;
            sum.scale(1.0 / count);
        }
        count++;
        if (incremental) {
            sum.scale((count - 1.0) / count);
            sum.add(other.dividedBy(count));
        } else {
            sum.add(other);
        }
    }

    /// The mean of all.
    public NativeHistogram value() {
        return incremental ? sum.value() : sum.value().dividedBy(count);
    }
}
