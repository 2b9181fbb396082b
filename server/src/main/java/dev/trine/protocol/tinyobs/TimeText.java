package dev.trine.protocol.tinyobs;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Times as this protocol writes them.
final class TimeText {
    /// What Go sends for a time that was not set.
    static final String GO_ZERO = "0001-01-01T00:00:00Z";

    private static final DateTimeFormatter MS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private TimeText() {}

    /// Reads RFC 3339.
    ///
    /// @return ms since 1970, rounded down
    /// @throws DateTimeException when it is not
    /// @throws ArithmeticException when it is out of reach
    static long rfc3339Ms(String text) {
        return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    }

    /// Reads the time of a query: RFC 3339, the same without a zone, which is UTC then, or seconds
    /// since 1970.
    ///
    /// @return ms since 1970
    /// @throws DateTimeException when it is none
    /// @throws ArithmeticException when it is out of reach
    static long queryMs(String text) {
        if (text.matches("\\d{1,12}(\\.\\d{1,9})?")) {
            return new BigDecimal(text)
                    .movePointRight(3)
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValueExact();
        }
        boolean zoned =
                text.endsWith("Z") || text.endsWith("z") || text.matches(".*[+-]\\d\\d:\\d\\d");
        return zoned
                ? rfc3339Ms(text)
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    /// Writes RFC 3339 in UTC with ms.
    static String of(long timeMs) {
        return MS.format(Instant.ofEpochMilli(timeMs));
    }
}
