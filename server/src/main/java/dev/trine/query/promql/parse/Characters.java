package dev.trine.query.promql.parse;

import dev.trine.model.QuotedText;

/// Characters as messages show them.
final class Characters {
    private Characters() {}

    static String quote(String text) {
        return QuotedText.of(text);
    }

    /// A character in single quotes.
    ///
    /// @param character -1 for the end of the input
    static String quoteCharacter(int character) {
        if (character < 0) {
            return "'\uFFFD'";
        }
        if (character == '\'') {
            return "'\\''";
        }
        if (character == '"') {
            return "'\"'";
        }
        String quoted = QuotedText.of(Character.toString(character));
        return "'" + quoted.substring(1, quoted.length() - 1) + "'";
    }

    /// A character as its code point and, where it can be printed, itself.
    static String codePoint(int character) {
        if (character < 0) {
            return "U+FFFFFFFFFFFFFFFF";
        }
        String code = "U+%04X".formatted(character);
        return Character.isISOControl(character)
                ? code
                : code + " '" + Character.toString(character) + "'";
    }
}
