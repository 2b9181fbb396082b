package dev.trine.protocol.tinyobs;

import dev.trine.model.Labels;
import dev.trine.model.SampleBatch;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One sample of a request while it is read. Reused from sample to sample.
final class Sample {
    private String name = "";
    private Optional<SampleType> type = Optional.empty();
    private double value = Double.NaN;
    private long timeMs;
    private boolean hasValue;
    private final TreeMap<String, String> labels = new TreeMap<>();
    private @Nullable String problem;

    /// @param arrivalMs the time of a sample that has none
    void clear(long arrivalMs) {
        name = "";
        type = Optional.empty();
        value = Double.NaN;
        hasValue = false;
        timeMs = arrivalMs;
        labels.clear();
        problem = null;
    }

    /// Adds it to a batch; only when it has no fault.
    void addTo(SampleBatch batch) {
        SampleBatch.About about = new SampleBatch.About(type.map(SampleType::label).orElse(""), "");
        batch.add(name, labels, about, timeMs, value);
    }

    long timeMs() {
        return timeMs;
    }

    void name(String given) {
        name = given;
    }

    void value(double given) {
        value = given;
        hasValue = true;
    }

    void timeMs(long given) {
        timeMs = given;
    }

    void type(String given) {
        type = SampleType.of(given);
        if (type.isEmpty() && !given.isEmpty()) {
            refuse("type \"" + given + "\" is not one of " + SampleType.NAMES);
        }
    }

    /// A label with an empty value is an absent one.
    void label(String label, String given) {
        if (label.isEmpty()) {
            refuse("a label has no name");
        } else if (label.equals(Labels.NAME)) {
            refuse("label __name__ is the name of the metric");
        } else if (isLongerThan(label, SampleLimits.LABEL_NAME_BYTES)) {
            refuse("label key too long (max " + SampleLimits.LABEL_NAME_BYTES + " bytes)");
        } else if (isLongerThan(given, SampleLimits.LABEL_VALUE_BYTES)) {
            refuse(
                    "value of label "
                            + label
                            + " too long (max "
                            + SampleLimits.LABEL_VALUE_BYTES
                            + " bytes)");
        } else if (!given.isEmpty()) {
            labels.put(label, given);
        }
        if (labels.size() > SampleLimits.LABELS) {
            refuse("too many labels (max " + SampleLimits.LABELS + ")");
            labels.clear();
        }
    }

    /// Notes the first thing that is wrong.
    void refuse(String what) {
        if (problem == null) {
            problem = what;
        }
    }

    /// What is wrong with it, seen as a whole.
    Optional<String> problem(long arrivalMs) {
        if (problem != null) {
            return Optional.of(problem);
        }
        if (name.isEmpty()) {
            return Optional.of("metric name cannot be empty");
        }
        if (isLongerThan(name, SampleLimits.METRIC_NAME_BYTES)) {
            return Optional.of(
                    "metric name too long (max " + SampleLimits.METRIC_NAME_BYTES + " bytes)");
        }
        if (!hasValue) {
            return Optional.of("value is missing");
        }
        if (timeMs <= 0) {
            return Optional.of("timestamp is not after 1970");
        }
        return timeMs > arrivalMs + SampleLimits.AHEAD_MS
                ? Optional.of("timestamp is more than 10 minutes ahead of this server's clock")
                : Optional.empty();
    }

    private static boolean isLongerThan(String text, int bytes) {
        return text.length() > bytes
                || (3L * text.length() > bytes
                        && text.getBytes(StandardCharsets.UTF_8).length > bytes);
    }
}
