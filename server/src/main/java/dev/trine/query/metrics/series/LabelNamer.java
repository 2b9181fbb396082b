package dev.trine.query.metrics.series;

/// Names attributes as Prometheus labels.
final class LabelNamer {
    private final boolean escapes;

    LabelNamer(TranslationStrategy strategy) {
        escapes = strategy.escapes();
    }

    /// The label's name; empty when the attribute can't be a label.
    String name(String key) {
        if (!escapes || key.isEmpty()) {
            return key;
        }
        StringBuilder name = new StringBuilder(key.length());
        boolean meaning = false;
        for (int i = 0; i < key.length(); ) {
            int point = key.codePointAt(i);
            boolean kept = point < 128 && (MetricNamer.isToken((char) point) || point == '_');
            char c = kept && point != ':' ? (char) point : '_';
            meaning |= c != '_';
            name.append(c);
            i += Character.charCount(point);
        }
        if (!meaning && !name.toString().equals(key)) {
            return "";
        }
        char first = name.charAt(0);
        if (first >= '0' && first <= '9') {
            return "key_" + name;
        }
        boolean single = first == '_' && (name.length() == 1 || name.charAt(1) != '_');
        return single ? "key" + name : name.toString();
    }
}
