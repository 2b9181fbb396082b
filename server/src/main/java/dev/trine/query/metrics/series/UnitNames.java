package dev.trine.query.metrics.series;

import java.util.Map;

/// The words that Prometheus has for units of UCUM.
///
/// Source: OpenTelemetry specification, "Prometheus and OpenMetrics Compatibility", and the tables of
/// Prometheus's receiver.
///
/// @param main the unit's word, "" when it has none
/// @param per the word behind `per_` with it, "" when there is none
record UnitNames(String main, String per) {
    private static final Map<String, String> WORDS =
            Map.ofEntries(
                    Map.entry("d", "days"),
                    Map.entry("h", "hours"),
                    Map.entry("min", "minutes"),
                    Map.entry("s", "seconds"),
                    Map.entry("ms", "milliseconds"),
                    Map.entry("us", "microseconds"),
                    Map.entry("ns", "nanoseconds"),
                    Map.entry("By", "bytes"),
                    Map.entry("KiBy", "kibibytes"),
                    Map.entry("MiBy", "mebibytes"),
                    Map.entry("GiBy", "gibibytes"),
                    Map.entry("TiBy", "tibibytes"),
                    Map.entry("KBy", "kilobytes"),
                    Map.entry("MBy", "megabytes"),
                    Map.entry("GBy", "gigabytes"),
                    Map.entry("TBy", "terabytes"),
                    Map.entry("m", "meters"),
                    Map.entry("V", "volts"),
                    Map.entry("A", "amperes"),
                    Map.entry("J", "joules"),
                    Map.entry("W", "watts"),
                    Map.entry("g", "grams"),
                    Map.entry("Cel", "celsius"),
                    Map.entry("Hz", "hertz"),
                    Map.entry("1", ""),
                    Map.entry("%", "percent"));

    private static final Map<String, String> PER_WORDS =
            Map.of(
                    "s", "second", "m", "minute", "h", "hour", "d", "day", "w", "week", "mo",
                    "month", "y", "year");

    static UnitNames of(String unit) {
        int slash = unit.indexOf('/');
        String main = word(slash < 0 ? unit : unit.substring(0, slash), WORDS);
        String per = slash < 0 ? "" : word(unit.substring(slash + 1), PER_WORDS);
        return new UnitNames(main, per.isEmpty() ? "" : "per_" + per);
    }

    /// The unit in one text, as metadata shows it.
    String together(boolean escaped) {
        String one = escaped ? clean(main) : main;
        String other = escaped ? clean(per) : per;
        return one.isEmpty() || other.isEmpty() ? one + other : one + "_" + other;
    }

    /// Annotations in braces, such as `{requests}`, are no unit.
    private static String word(String given, Map<String, String> words) {
        String unit = given.strip();
        return unit.contains("{") || unit.contains("}") ? "" : words.getOrDefault(unit, unit);
    }

    /// Letters, digits and colons stay, runs of others become one `_`, none at the start.
    static String clean(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (MetricNamer.isToken(c)) {
                out.append(c);
            } else if (!out.isEmpty() && out.charAt(out.length() - 1) != '_') {
                out.append('_');
            }
        }
        return out.toString();
    }
}
