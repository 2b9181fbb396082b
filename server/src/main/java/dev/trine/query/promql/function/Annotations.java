package dev.trine.query.promql.function;

import dev.trine.query.syntax.SourceText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Gathers what the user should know, each text once. Safe for use by many threads.
public final class Annotations {
    private static final int MAX = 1_000;

    private final Map<String, Annotation> byText = new LinkedHashMap<>();
    private int additions;

    /// Adds an annotation; of those with the same text the last one stays.
    public synchronized void add(Annotation annotation) {
        additions++;
        if (byText.size() < MAX || byText.containsKey(annotation.text())) {
            byText.put(annotation.text(), annotation);
        }
    }

    /// How often [#add] was called.
    public synchronized int additions() {
        return additions;
    }

    /// The warnings, as shown.
    public List<String> warnings(SourceText source) {
        return shown(true, source);
    }

    /// The infos, as shown.
    public List<String> infos(SourceText source) {
        return shown(false, source);
    }

    private synchronized List<String> shown(boolean warnings, SourceText source) {
        return byText.values().stream()
                .filter(annotation -> annotation.warning() == warnings)
                .map(annotation -> annotation.toString(source))
                .toList();
    }
}
