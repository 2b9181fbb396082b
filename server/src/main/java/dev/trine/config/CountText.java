package dev.trine.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Counts as people write them: `50M`, `200k`, `1500`. k, M and G are powers of 1,000.
final class CountText {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18}) ?([kKMG])?");

    private CountText() {}

    /// @return at least 1
    /// @throws IllegalArgumentException when the text is no count, saying what is expected
    static long parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected a count such as 50M or 200k");
        }
        long unit =
                switch (String.valueOf(matcher.group(2))) {
                    case "k", "K" -> 1_000;
                    case "M" -> 1_000_000;
                    case "G" -> 1_000_000_000;
                    default -> 1;
                };
        long count = Long.parseLong(matcher.group(1));
        if (count < 1 || count > Long.MAX_VALUE / unit) {
            throw new IllegalArgumentException("expected a count of 1 or more");
        }
        return count * unit;
    }
}
