package dev.trine.protocol.tinyobs;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a sender says about a metric.
enum SampleType {
    COUNTER,
    GAUGE,
    HISTOGRAM;

    /// Their names, for messages.
    static final String NAMES =
            Arrays.stream(values()).map(SampleType::label).collect(Collectors.joining(", "));

    static Optional<SampleType> of(String label) {
        return Arrays.stream(values()).filter(type -> type.label().equals(label)).findFirst();
    }

    /// As it is written.
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
