package dev.trine.api;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/// Times as the API takes them.
final class TimeText {
    private TimeText() {}

    /// Nanoseconds since the Unix epoch, out of the same as an integer or out of RFC 3339.
    ///
    /// @throws IllegalArgumentException when the text is neither, or before 1970
    /// @throws ArithmeticException when the time is past 2262
    static long nanos(String text) {
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
}
