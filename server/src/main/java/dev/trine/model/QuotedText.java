package dev.trine.model;

import java.util.HexFormat;

/// Text in double quotes as Prometheus, Loki and Tempo print it (the rules of Go's `strconv.Quote`):
/// letters, marks, numbers, punctuation, symbols and the ASCII space stand as they are, the rest is
/// escaped.
public final class QuotedText {
    private static final HexFormat HEX = HexFormat.of();
    private static final String ESCAPED = "\u0007\b\f\n\r\t\u000b\\\"";
    private static final String ESCAPES = "abfnrtv\\\"";

    private QuotedText() {}

    /// The text in quotes.
    public static String of(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        int position = 0;
        while (position < text.length()) {
            int character = text.codePointAt(position);
            append(out, character);
            position += Character.charCount(character);
        }
        return out.append('"').toString();
    }

    private static void append(StringBuilder out, int character) {
        int escape = ESCAPED.indexOf(character);
        if (escape >= 0) {
            out.append('\\').append(ESCAPES.charAt(escape));
        } else if (isPrintable(character)) {
            out.appendCodePoint(character);
        } else if (character < 0x80 || isStrayByte(character)) {
            out.append("\\x").append(HEX.toHexDigits((byte) character));
        } else if (character < 0x10000) {
            out.append("\\u").append(HEX.toHexDigits((char) character));
        } else {
            out.append("\\U").append(HEX.toHexDigits(character));
        }
    }

    /// A byte that is no UTF-8 is kept in text as the surrogate U+DC00 plus the byte.
    private static boolean isStrayByte(int character) {
        return character >= 0xDC80 && character <= 0xDCFF;
    }

    private static boolean isPrintable(int character) {
        if (character < 0x7f) {
            return character >= ' ';
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
