package dev.trine.query.syntax;

/// Durations as Prometheus writes them: `1y2w3d4h5m6s7ms`, units in this order, each at most once.
public final class DurationText {
    private static final String[] UNITS = {"y", "w", "d", "h", "m", "s", "ms"};
    private static final long[] UNIT_MS = {
        31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L
    };

    /// The longest duration, 2^63 - 1 ns, in ms.
    private static final long MAX_MS = Long.MAX_VALUE / 1_000_000;

    /// Years and weeks stand only where nothing is left over.
    private static final int EXACT_UNITS = 2;

    private DurationText() {}

    /// Reads a duration.
    ///
    /// @return ms
    /// @throws NumberFormatException when it is none; the message is for the client
    public static long parseMillis(String text) {
        if (text.equals("0")) {
            return 0;
        }
        if (text.isEmpty()) {
            throw new NumberFormatException("empty duration string");
        }
        long sum = 0;
        int lastUnit = -1;
        int at = 0;
        while (at < text.length()) {
            int digits = runOf(text, at, true);
            int end = runOf(text, digits, false);
            if (digits == at || end == digits) {
                throw invalid(text);
            }
            int unit = unit(text, digits, end);
            if (unit <= lastUnit) {
                throw invalid(text);
            }
            lastUnit = unit;
            sum += millis(text.substring(at, digits), UNIT_MS[unit]);
            if (sum > MAX_MS) {
                throw new NumberFormatException("duration out of range");
            }
            at = end;
        }
        return sum;
    }

    private static int runOf(String text, int from, boolean digits) {
        int at = from;
        while (at < text.length() && isDigit(text.charAt(at)) == digits) {
            at++;
        }
        return at;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int unit(String text, int from, int to) {
        String name = text.substring(from, to);
        for (int i = 0; i < UNITS.length; i++) {
            if (UNITS[i].equals(name)) {
                return i;
            }
        }
        throw new NumberFormatException(
                "unknown unit \"" + name + "\" in duration \"" + text + "\"");
    }

    private static long millis(String digits, long unitMs) {
        try {
            return Math.min(MAX_MS + 1, Math.multiplyExact(Long.parseLong(digits), unitMs));
        } catch (ArithmeticException | NumberFormatException _) {
            throw new NumberFormatException("duration out of range");
        }
    }

    private static NumberFormatException invalid(String text) {
        return new NumberFormatException("not a valid duration string: \"" + text + "\"");
    }

    /// Writes a duration; negative ones with a minus.
    public static String format(long millis) {
        if (millis == 0) {
            return "0s";
        }
        StringBuilder out = new StringBuilder();
        if (millis < 0) {
            out.append('-');
        }
        long rest = Math.abs(millis);
        for (int i = 0; i < UNITS.length; i++) {
            if (i < EXACT_UNITS && rest % UNIT_MS[i] != 0) {
                continue;
            }
            long count = rest / UNIT_MS[i];
            if (count > 0) {
                out.append(count).append(UNITS[i]);
                rest -= count * UNIT_MS[i];
            }
        }
        return out.toString();
    }
}
