package dev.trine.self;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;

/// The metrics of one name, by their labels.
final class Family {
    private final String help;
    private final String type;
    private final Map<String, Entry> metrics = new TreeMap<>();

    /// @param labels names and values in turn
    private record Entry(String[] labels, Object metric) {}

    Family(String help, String type) {
        this.help = help;
        this.type = type;
    }

    void add(String name, String addedType, String[] labels, Object metric) {
        if (!type.equals(addedType)) {
            throw new IllegalArgumentException(
                    name + ": " + addedType + " (expected: " + type + ")");
        }
        String text = labelText(labels);
        if (metrics.putIfAbsent(text, new Entry(labels.clone(), metric)) != null) {
            throw new IllegalArgumentException("registered twice: " + name + '{' + text + '}');
        }
    }

    void write(String name, StringBuilder out) {
        out.append("# HELP ").append(name).append(' ').append(escape(help, false)).append('\n');
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        for (Map.Entry<String, Entry> entry : metrics.entrySet()) {
            String labels = entry.getKey();
            switch (entry.getValue().metric) {
                case Counter counter -> line(out, name, labels, Long.toString(counter.value()));
                case DoubleSupplier gauge -> line(out, name, labels, number(gauge.getAsDouble()));
                case Histogram histogram -> histogram(out, name, labels, histogram);
                case Object other -> throw new IllegalStateException("metric: " + other);
            }
        }
    }

    /// Shows every series with its value, histograms by their buckets, sum and count.
    void visit(String name, SampleVisitor visitor) {
        for (Entry entry : metrics.values()) {
            switch (entry.metric) {
                case Counter counter ->
                        visitor.sample(name, entry.labels, type, help, (double) counter.value());
                case DoubleSupplier number ->
                        visitor.sample(name, entry.labels, type, help, number.getAsDouble());
                case Histogram histogram -> visit(name, entry.labels, histogram, visitor);
                case Object other -> throw new IllegalStateException("metric: " + other);
            }
        }
    }

    private void visit(String name, String[] labels, Histogram histogram, SampleVisitor visitor) {
        double[] bounds = histogram.bounds();
        String[] withBound = Arrays.copyOf(labels, labels.length + 2);
        withBound[labels.length] = "le";
        long cumulative = 0;
        for (int i = 0; i <= bounds.length; i++) {
            cumulative += histogram.count(i);
            withBound[labels.length + 1] = i < bounds.length ? number(bounds[i]) : "+Inf";
            visitor.sample(name + "_bucket", withBound, type, help, (double) cumulative);
        }
        visitor.sample(name + "_sum", labels, type, help, histogram.sum());
        visitor.sample(name + "_count", labels, type, help, (double) cumulative);
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

    private static String labelText(String[] labels) {
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
