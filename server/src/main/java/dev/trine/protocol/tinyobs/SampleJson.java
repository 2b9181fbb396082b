package dev.trine.protocol.tinyobs;

import dev.trine.model.Labels;
import tools.jackson.core.JsonGenerator;

/// Samples as JSON, in the shape in which they come in.
final class SampleJson {
    private SampleJson() {}

    /// `{"name", "type", "value", "labels", "timestamp"}`.
    ///
    /// @param type left out when it is empty
    static void sample(JsonGenerator out, Labels labels, String type, double value, long timeMs) {
        out.writeStartObject();
        out.writeStringProperty("name", labels.metricName());
        if (!type.isEmpty()) {
            out.writeStringProperty("type", type);
        }
        out.writeName("value");
        number(out, value);
        out.writeName("labels");
        labels(out, labels);
        out.writeStringProperty("timestamp", TimeText.of(timeMs));
        out.writeEndObject();
    }

    /// All labels but the metric's name.
    static void labels(JsonGenerator out, Labels labels) {
        out.writeStartObject();
        for (int i = 0; i < labels.size(); i++) {
            if (!labels.name(i).equals(Labels.NAME)) {
                out.writeStringProperty(labels.name(i), labels.value(i));
            }
        }
        out.writeEndObject();
    }

    /// A number, or a text where JSON has none.
    static void number(JsonGenerator out, double value) {
        if (Double.isFinite(value)) {
            out.writeNumber(value);
        } else {
            out.writeString(text(value));
        }
    }

    /// As it is read back.
    static String text(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return Double.toString(value);
    }
}
