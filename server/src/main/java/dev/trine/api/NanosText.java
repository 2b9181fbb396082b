package dev.trine.api;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times, and durations of spans, as the API takes them: down to nanoseconds. Settings and queries,
/// which count in milliseconds and days, have a grammar of their own.
final class NanosText {
    private static final Pattern DURATION =
            Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?)([a-zµ]{1,2})");
    private static final Map<String, Long> UNIT_NANOS =
            Map.of(
                    "ns", 1L,
                    "us", 1_000L,
                    "µs", 1_000L,
                    "ms", 1_000_000L,
                    "s", 1_000_000_000L,
                    "m", 60_000_000_000L,
                    "h", 3_600_000_000_000L);

    private NanosText() {}

    /// Nanoseconds since the Unix epoch, out of the same as an integer or out of RFC 3339.
    ///
    /// @throws IllegalArgumentException when the text is neither, or before 1970
    /// @throws ArithmeticException when the time is past 2262
    static long time(String text) {
        if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Long.parseLong(text);
        }
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            long nanos =
                    Math.addExact(
                            Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L),
                            instant.getNano());
            if (nanos < 0) {
                throw new IllegalArgumentException("before 1970");
            }
            return nanos;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// A decimal number and a unit.
    ///
    /// @return nanoseconds, rounded down
    /// @throws IllegalArgumentException when the text is no duration
    /// @throws ArithmeticException when it is longer than 292 years
    static long duration(String text) {
        Matcher matcher = DURATION.matcher(text);
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
