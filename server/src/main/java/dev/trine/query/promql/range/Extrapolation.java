package dev.trine.query.promql.range;

/// From the samples of a window to what they would have been over all of its range: the increase
/// between the first and the last sample is stretched to the ends of the range where these are near
/// (less than 1.1 times the mean distance of samples away), otherwise by half that distance; a
/// counter is not taken below zero.
///
/// A counter whose start is known to be in the range began at zero there.
record Extrapolation(
        long firstMs,
        long lastMs,
        int samples,
        long rangeStartMs,
        long rangeEndMs,
        boolean counter,
        long startMs) {
    private static final double NEAR = 1.1;

    /// Whether the first sample counts from a start within the range.
    boolean startsInRange() {
        return counter && startMs != 0 && startMs > rangeStartMs && startMs < firstMs;
    }

    /// Whether there is anything to extrapolate from.
    boolean isPossible() {
        return samples > 1 || startsInRange();
    }

    /// What the increase has to be multiplied with.
    ///
    /// @param increase over the window, as far as it tells when the counter was zero; 0 otherwise
    /// @param first value of the first sample, as far as it tells that
    double factor(double increase, double first) {
        double toStart = (firstMs - rangeStartMs) / 1000.0;
        double toEnd = (rangeEndMs - lastMs) / 1000.0;
        double sampled = (lastMs - firstMs) / 1000.0;
        double distance = samples > 1 ? sampled / (samples - 1) : 0;
        double near = distance * NEAR;
        if (startsInRange()) {
            toStart = 0;
            sampled = (lastMs - startMs) / 1000.0;
        } else {
            if (toStart >= near) {
                toStart = distance / 2;
            }
            if (counter && increase > 0 && first >= 0) {
                toStart = Math.min(toStart, sampled * (first / increase));
            }
        }
        if (toEnd >= near) {
            toEnd = distance / 2;
        }
        return sampled == 0 ? 1 : (sampled + toStart + toEnd) / sampled;
    }
}
