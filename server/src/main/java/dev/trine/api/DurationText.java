package dev.trine.api;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations of spans as the API takes them: a decimal number and a unit, down to nanoseconds.
/// Settings, which count in whole milliseconds and days, have a grammar of their own.
final class DurationText {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?)([a-zµ]{1,2})");
    private static final Map<String, Long> UNIT_NANOS =
            Map.of(
                    "ns", 1L,
                    "us", 1_000L,
                    "µs", 1_000L,
                    "ms", 1_000_000L,
                    "s", 1_000_000_000L,
                    "m", 60_000_000_000L,
                    "h", 3_600_000_000_000L);

    private DurationText() {}

    /// @return nanoseconds, rounded down
    /// @throws IllegalArgumentException when the text is no duration
    /// @throws ArithmeticException when it is longer than 292 years
    static long nanos(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no duration: " + text);
        }
        Long unit = UNIT_NANOS.get(matcher.group(2));
        if (unit == null) {
            throw new IllegalArgumentException("no unit of time: " + matcher.group(2));
        }
        return new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(unit))
                .setScale(0, RoundingMode.DOWN)
                .longValueExact();
    }
}
