package dev.trine.protocol.prometheus.federate;

import dev.trine.model.Labels;
import dev.trine.query.series.CounterResetHint;
import dev.trine.query.series.NativeHistogram;
import org.jspecify.annotations.Nullable;

/// The latest sample of a series.
///
/// @param value undefined where there is a histogram
record Latest(Labels labels, long timeMs, double value, @Nullable NativeHistogram histogram) {
    /// What kind of a family it belongs to.
    enum Kind {
        UNTYPED,
        HISTOGRAM,
        GAUGE_HISTOGRAM
    }

    Kind kind() {
        if (histogram == null) {
            return Kind.UNTYPED;
        }
        return histogram.hint() == CounterResetHint.GAUGE ? Kind.GAUGE_HISTOGRAM : Kind.HISTOGRAM;
    }

    /// Whether it goes on the family of another sample.
    boolean continues(Latest before) {
        return kind() == before.kind() && labels.metricName().equals(before.labels.metricName());
    }
}
