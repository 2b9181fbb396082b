package dev.trine.protocol.prometheus.federate;

import dev.trine.model.Labels;
import dev.trine.query.syntax.NumberText;

/// Writes families in Prometheus's text format 0.0.4.
///
/// Source: Prometheus documentation, "Exposition formats"; `expfmt/text_create.go` of its common
/// library.
final class FamilyText {
    private final NameEscaping escaping;
    private final StringBuilder out = new StringBuilder();

    FamilyText(NameEscaping escaping) {
        this.escaping = escaping;
    }

    /// The text so far, which is forgotten.
    String take() {
        String text = out.toString();
        out.setLength(0);
        return text;
    }

    /// Begins a family of samples of no known type.
    void family(String name) {
        String written = escaping.escape(name);
        out.append("# TYPE ");
        if (NameEscaping.isPlain(written)) {
            out.append(written);
        } else {
            quoted(written);
        }
        out.append(" untyped\n");
    }

    /// One sample. One that says no instance gets an empty one, so that the scraper does not give it
    /// its own.
    void sample(Latest sample) {
        String name = escaping.escape(sample.labels().metricName());
        boolean plain = NameEscaping.isPlain(name);
        char before = '{';
        if (plain) {
            out.append(name);
        } else {
            out.append('{');
            quoted(name);
            before = ',';
        }
        for (int i = 0; i < sample.labels().size(); i++) {
            if (!sample.labels().name(i).equals(Labels.NAME)) {
                out.append(before);
                label(sample.labels().name(i), sample.labels().value(i));
                before = ',';
            }
        }
        if (!sample.labels().has("instance")) {
            out.append(before);
            label("instance", "");
        }
        out.append("} ").append(NumberText.formatShort(sample.value())).append(' ');
        out.append(sample.timeMs()).append('\n');
    }

    private void label(String name, String value) {
        String written = escaping.escape(name);
        if (NameEscaping.isPlain(written)) {
            out.append(written);
        } else {
            quoted(written);
        }
        out.append('=');
        quoted(value);
    }

    private void quoted(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '"' -> out.append("\\\"");
                default -> out.append(c);
            }
        }
        out.append('"');
    }
}
