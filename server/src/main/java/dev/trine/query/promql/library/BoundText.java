package dev.trine.query.promql.library;

import dev.trine.query.syntax.NumberText;

/// Numbers as OpenMetrics writes them in labels: always with a point or an exponent.
final class BoundText {
    private BoundText() {}

    static String of(double value) {
        String text = NumberText.formatShort(value);
        boolean bare = text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
        return bare ? text + ".0" : text;
    }
}
