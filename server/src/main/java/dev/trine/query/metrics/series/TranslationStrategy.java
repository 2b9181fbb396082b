package dev.trine.query.metrics.series;

import java.util.Arrays;
import java.util.Optional;

/// How names of OTLP metrics and attributes become those of Prometheus. The labels are Prometheus's
/// own names for the choices.
public enum TranslationStrategy {
    /// Characters that Prometheus did not know before version 3 become `_`; units and types become
    /// suffixes. What most dashboards expect.
    ESCAPED_WITH_SUFFIXES("UnderscoreEscapingWithSuffixes", true, true),
    /// Characters become `_`, nothing is added.
    ESCAPED_WITHOUT_SUFFIXES("UnderscoreEscapingWithoutSuffixes", true, false),
    /// Characters stay; units and types become suffixes.
    UNESCAPED_WITH_SUFFIXES("NoUTF8EscapingWithSuffixes", false, true),
    /// Names stay as they are.
    UNTRANSLATED("NoTranslation", false, false);

    private final String label;
    private final boolean escapes;
    private final boolean suffixes;

    TranslationStrategy(String label, boolean escapes, boolean suffixes) {
        this.label = label;
        this.escapes = escapes;
        this.suffixes = suffixes;
    }

    public String label() {
        return label;
    }

    boolean escapes() {
        return escapes;
    }

    boolean addsSuffixes() {
        return suffixes;
    }

    /// The strategy that Prometheus calls so.
    public static Optional<TranslationStrategy> ofLabel(String label) {
        return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
    }
}
