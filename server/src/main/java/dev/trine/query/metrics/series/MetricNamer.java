package dev.trine.query.metrics.series;

import dev.trine.model.MetricEntry;
import java.util.ArrayList;
import java.util.List;

/// Names OTLP metrics as Prometheus does.
///
/// Source: OpenTelemetry specification, "Prometheus and OpenMetrics Compatibility".
final class MetricNamer {
    private static final String TOTAL = "total";
    private static final String RATIO = "ratio";

    private final TranslationStrategy strategy;

    MetricNamer(TranslationStrategy strategy) {
        this.strategy = strategy;
    }

    /// The name of the metric's family: without `_bucket` and the like.
    String name(MetricEntry metric) {
        boolean counter = metric.kind() == MetricEntry.Kind.SUM && metric.monotonic();
        boolean ratio = metric.kind() == MetricEntry.Kind.GAUGE && metric.unit().equals("1");
        if (!strategy.escapes()) {
            return strategy.addsSuffixes() ? suffixed(metric, counter, ratio) : metric.name();
        }
        String name =
                strategy.addsSuffixes()
                        ? String.join("_", tokens(metric, counter, ratio))
                        : joined(metric.name());
        return !name.isEmpty() && isDigit(name.charAt(0)) ? "_" + name : name;
    }

    private static List<String> tokens(MetricEntry metric, boolean counter, boolean ratio) {
        List<String> tokens = split(metric.name(), false);
        UnitNames unit = UnitNames.of(metric.unit());
        String main = UnitNames.clean(unit.main());
        String per = trimmed(UnitNames.clean(unit.per()));
        if (tokens.contains(main)) {
            main = "";
        }
        if (per.equals("per") || tokens.contains(per)) {
            per = "";
        }
        if (!per.isEmpty()) {
            main = trimmed(main);
        }
        addUnlessEmpty(tokens, main);
        addUnlessEmpty(tokens, per);
        if (counter) {
            moveToEnd(tokens, TOTAL);
        }
        if (ratio) {
            moveToEnd(tokens, RATIO);
        }
        return tokens;
    }

    private static void addUnlessEmpty(List<String> tokens, String token) {
        if (!token.isEmpty()) {
            tokens.add(token);
        }
    }

    private static void moveToEnd(List<String> tokens, String token) {
        tokens.removeIf(token::equals);
        tokens.add(token);
    }

    /// The name with its characters, and suffixes that are not there yet.
    private static String suffixed(MetricEntry metric, boolean counter, boolean ratio) {
        String name = metric.name();
        name = ratio ? without(name, RATIO) : name;
        name = counter ? without(name, TOTAL) : name;
        UnitNames unit = UnitNames.of(metric.unit());
        if (!unit.per().isEmpty()) {
            name = without(name, unit.per());
        }
        if (!unit.main().isEmpty() && !name.endsWith(unit.main())) {
            name += "_" + unit.main();
        }
        name += unit.per().isEmpty() ? "" : "_" + unit.per();
        name += counter ? "_" + TOTAL : "";
        return ratio ? name + "_" + RATIO : name;
    }

    /// The name without a suffix and the character before it.
    private static String without(String name, String suffix) {
        return name.endsWith(suffix) && name.length() > suffix.length() + 1
                ? name.substring(0, name.length() - suffix.length() - 1)
                : name;
    }

    private static String joined(String name) {
        return String.join("_", split(name, true));
    }

    private static List<String> split(String name, boolean underscores) {
        List<String> tokens = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= name.length(); i++) {
            boolean ends =
                    i == name.length()
                            || !(isToken(name.charAt(i)) || (underscores && name.charAt(i) == '_'));
            if (ends) {
                if (i > start) {
                    tokens.add(name.substring(start, i));
                }
                start = i + 1;
            }
        }
        return tokens;
    }

    private static String trimmed(String token) {
        return token.endsWith("_") ? token.substring(0, token.length() - 1) : token;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /// Whether a character is part of a word of a metric's name.
    static boolean isToken(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == ':';
    }
}
