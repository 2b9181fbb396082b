package dev.trine.protocol.prometheus;

import java.util.Locale;

/// Prometheus's types of metrics, in the order of their numbers in both versions of remote write.
enum MetricType {
    UNKNOWN,
    COUNTER,
    GAUGE,
    HISTOGRAM,
    GAUGEHISTOGRAM,
    SUMMARY,
    INFO,
    STATESET;

    private static final MetricType[] ALL = values();

    /// The type of a number; unknown ones are [#UNKNOWN].
    static MetricType of(int number) {
        return number >= 0 && number < ALL.length ? ALL[number] : UNKNOWN;
    }

    /// As it is written.
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
