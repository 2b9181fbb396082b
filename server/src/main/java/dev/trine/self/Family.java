package dev.trine.self;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;

/// The metrics of one name, by their labels.
final class Family {
    private final String help;
    private final String type;
    private final Map<String, Object> metrics = new TreeMap<>();

    Family(String help, String type) {
        this.help = help;
        this.type = type;
    }

    void add(String name, String addedType, String labels, Object metric) {
        if (!type.equals(addedType)) {
            throw new IllegalArgumentException(
                    name + ": " + addedType + " (expected: " + type + ")");
        }
        if (metrics.putIfAbsent(labels, metric) != null) {
            throw new IllegalArgumentException("registered twice: " + name + '{' + labels + '}');
        }
    }

    void write(String name, StringBuilder out) {
        out.append("# HELP ").append(name).append(' ').append(escape(help, false)).append('\n');
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        for (Map.Entry<String, Object> entry : metrics.entrySet()) {
            String labels = entry.getKey();
            switch (entry.getValue()) {
                case Counter counter -> line(out, name, labels, Long.toString(counter.value()));
                case DoubleSupplier gauge -> line(out, name, labels, number(gauge.getAsDouble()));
                case Histogram histogram -> histogram(out, name, labels, histogram);
                case Object other -> throw new IllegalStateException("metric: " + other);
            }
        }
    }

    private static void histogram(
            StringBuilder out, String name, String labels, Histogram histogram) {
        String prefix = labels.isEmpty() ? "" : labels + ",";
        double[] bounds = histogram.bounds();
        long cumulative = 0;
        for (int i = 0; i <= bounds.length; i++) {
            cumulative += histogram.count(i);
            String bound = i < bounds.length ? number(bounds[i]) : "+Inf";
            line(out, name + "_bucket", prefix + "le=\"" + bound + '"', Long.toString(cumulative));
        }
        line(out, name + "_sum", labels, number(histogram.sum()));
        line(out, name + "_count", labels, Long.toString(cumulative));
    }

    private static void line(StringBuilder out, String name, String labels, String value) {
        out.append(name);
        if (!labels.isEmpty()) {
            out.append('{').append(labels).append('}');
        }
        out.append(' ').append(value).append('\n');
    }

    static String labelText(String[] labels) {
        if (labels.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "labels: " + labels.length + " (expected: an even number)");
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < labels.length; i += 2) {
            text.append(i == 0 ? "" : ",").append(labels[i]);
            text.append("=\"").append(escape(labels[i + 1], true)).append('"');
        }
        return text.toString();
    }

    private static String escape(String text, boolean quotes) {
        String escaped = text.replace("\\", "\\\\").replace("\n", "\\n");
        return quotes ? escaped.replace("\"", "\\\"") : escaped;
    }

    private static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
