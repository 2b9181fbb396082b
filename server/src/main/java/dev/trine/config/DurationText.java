package dev.trine.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as people write them: `30m`, `1h30m`, `15d`, `250ms`. Units are y (365 days), w, d, h,
/// m, s and ms, each at most once, the largest first, as in PromQL.
public final class DurationText {
    private static final String[] UNITS = {"y", "w", "d", "h", "m", "s", "ms"};
    private static final int DAYS = 2;
    private static final long[] UNIT_MS = {
        365L * 86_400_000, 7L * 86_400_000, 86_400_000, 3_600_000, 60_000, 1_000, 1
    };

    /// Ten thousand years: what is longer would not read back from its canonical form.
    private static final long MAX_MS = 3_650_000L * 86_400_000;

    private static final Pattern FORM =
            Pattern.compile(
                    "(?:(\\d{1,4})y)?(?:(\\d{1,6})w)?(?:(\\d{1,7})d)?(?:(\\d{1,9})h)?"
                            + "(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");

    private DurationText() {}

    /// @return longer than zero
    /// @throws IllegalArgumentException when the text is no duration, saying what is expected
    public static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        long ms = 0;
        if (matcher.matches()) {
            for (int i = 0; i < UNITS.length; i++) {
                String amount = matcher.group(i + 1);
                ms = Math.addExact(ms, amount == null ? 0 : Long.parseLong(amount) * UNIT_MS[i]);
            }
        }
        if (ms == 0 || ms > MAX_MS) {
            throw new IllegalArgumentException("expected a duration such as 30m, 1h30m or 15d");
        }
        return Duration.ofMillis(ms);
    }

    /// The canonical form, in days and smaller units, such as `1d12h`.
    public static String text(Duration duration) {
        StringBuilder text = new StringBuilder();
        long rest = duration.toMillis();
        for (int i = DAYS; i < UNITS.length; i++) {
            if (rest >= UNIT_MS[i]) {
                text.append(rest / UNIT_MS[i]).append(UNITS[i]);
                rest %= UNIT_MS[i];
            }
        }
        return text.isEmpty() ? "0s" : text.toString();
    }
}
