package dev.trine.config;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sizes as people write them: `512MB`, `1.5GiB`, `4096`. KB, MB, GB and TB are powers of 1,000;
/// KiB, MiB, GiB and TiB are powers of 1,024.
public final class ByteSize {
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,19}(?:\\.\\d{1,6})?) ?([KMGT]i?)?B?", Pattern.CASE_INSENSITIVE);

    /// The largest first.
    private static final List<Unit> UNITS =
            List.of(
                    new Unit("TiB", 1L << 40),
                    new Unit("TB", 1_000_000_000_000L),
                    new Unit("GiB", 1L << 30),
                    new Unit("GB", 1_000_000_000L),
                    new Unit("MiB", 1L << 20),
                    new Unit("MB", 1_000_000L),
                    new Unit("KiB", 1L << 10),
                    new Unit("KB", 1_000L),
                    new Unit("B", 1L));

    private record Unit(String name, long bytes) {}

    private ByteSize() {}

    /// @return bytes, at least 1
    /// @throws IllegalArgumentException when the text is no size, saying what is expected
    public static long parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected a size such as 512MB or 10GiB");
        }
        String unit = matcher.group(2) == null ? "B" : matcher.group(2) + "B";
        BigDecimal bytes =
                new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unitBytes(unit)));
        if (bytes.compareTo(BigDecimal.ONE) < 0
                || bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException("expected a size of 1 byte to 9 exabytes");
        }
        return bytes.longValue();
    }

    /// The shortest exact form: `10GB`, `512MiB`, `1234B`.
    public static String text(long bytes) {
        for (Unit unit : UNITS) {
            if (bytes >= unit.bytes && bytes % unit.bytes == 0) {
                return bytes / unit.bytes + unit.name;
            }
        }
        return bytes + "B";
    }

    private static long unitBytes(String name) {
        for (Unit unit : UNITS) {
            if (unit.name.equalsIgnoreCase(name)) {
                return unit.bytes;
            }
        }
        throw new IllegalStateException("unit: " + name);
    }
}
