package dev.trine.query.promql.parse;

import org.jspecify.annotations.Nullable;

/// Checks one escape of a quoted string.
final class EscapeScanner {
    private static final String SIMPLE = "abfnrtv\\";

    private final String text;
    private int at;
    private final @Nullable String problem;

    /// @param at after the backslash
    EscapeScanner(String text, int at, char quote) {
        this.text = text;
        this.at = at;
        this.problem = scan(quote);
    }

    /// After the escape.
    int end() {
        return at;
    }

    /// What is wrong with it, null when nothing is.
    @Nullable String problem() {
        return problem;
    }

    private @Nullable String scan(char quote) {
        if (at == text.length()) {
            return "escape sequence not terminated";
        }
        int kind = text.codePointAt(at);
        if (kind == quote || SIMPLE.indexOf(kind) >= 0) {
            at++;
            return null;
        }
        return switch (kind) {
            case '0', '1', '2', '3', '4', '5', '6', '7' -> digits(3, 8, 255);
            case 'x' -> digitsAfterKind(2, 255);
            case 'u' -> digitsAfterKind(4, Character.MAX_CODE_POINT);
            case 'U' -> digitsAfterKind(8, Character.MAX_CODE_POINT);
            default -> "unknown escape sequence " + Characters.codePoint(kind);
        };
    }

    private @Nullable String digitsAfterKind(int count, int max) {
        at++;
        return digits(count, 16, max);
    }

    private @Nullable String digits(int count, int base, int max) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            if (at == text.length()) {
                return "escape sequence not terminated";
            }
            int character = text.codePointAt(at);
            int digit = character < 0x80 ? Character.digit(character, base) : -1;
            if (digit < 0) {
                return "illegal character "
                        + Characters.codePoint(character)
                        + " in escape sequence";
            }
            value = value * base + digit;
            at++;
        }
        boolean surrogate = value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
        return value > max || surrogate ? "escape sequence is an invalid Unicode code point" : null;
    }
}
