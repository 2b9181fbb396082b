package dev.trine.query.syntax;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Quoted strings: in double or single quotes with the escapes of Go, in backquotes without any.
///
/// Escapes may form bytes that are no UTF-8. Each such byte is kept as the lone surrogate
/// `U+DC00 + byte`, which no text has otherwise, so that it is told apart and can be shown.
public final class StringText {
    private static final String ESCAPES = "abfnrtv\\'\"";
    private static final String ESCAPED = "\u0007\b\f\n\r\t\u000b\\'\"";
    private static final int LONE_BYTE = 0xDC00;

    private StringText() {}

    /// The text between the quotes, escapes resolved. The escapes must be well-formed: a lexer has
    /// seen to that.
    ///
    /// @param quoted with its quotes
    public static String unquote(String quoted) {
        String inner = quoted.substring(1, quoted.length() - 1);
        if (quoted.charAt(0) == '`' || inner.indexOf('\\') < 0) {
            return inner;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(inner.length());
        int at = 0;
        while (at < inner.length()) {
            int escape = inner.indexOf('\\', at);
            int plainEnd = escape < 0 ? inner.length() : escape;
            bytes.writeBytes(inner.substring(at, plainEnd).getBytes(StandardCharsets.UTF_8));
            at = escape < 0 ? plainEnd : unescape(inner, escape + 1, bytes);
        }
        return decode(bytes.toByteArray());
    }

    /// @param at after the backslash
    /// @return after the escape
    private static int unescape(String text, int at, ByteArrayOutputStream out) {
        char kind = text.charAt(at);
        int simple = ESCAPES.indexOf(kind);
        if (simple >= 0) {
            out.write(ESCAPED.charAt(simple));
            return at + 1;
        }
        return switch (kind) {
            case 'x' -> {
                out.write(Integer.parseInt(text, at + 1, at + 3, 16));
                yield at + 3;
            }
            case 'u' -> unicode(text, at + 1, 4, out);
            case 'U' -> unicode(text, at + 1, 8, out);
            default -> {
                out.write(Integer.parseInt(text, at, at + 3, 8));
                yield at + 3;
            }
        };
    }

    private static int unicode(String text, int at, int digits, ByteArrayOutputStream out) {
        int character = Integer.parseInt(text, at, at + digits, 16);
        out.writeBytes(Character.toString(character).getBytes(StandardCharsets.UTF_8));
        return at + digits;
    }

    /// Decodes UTF-8; bytes that are none become lone surrogates.
    private static String decode(byte[] bytes) {
        StringBuilder out = new StringBuilder(bytes.length);
        int at = 0;
        while (at < bytes.length) {
            int length = sequenceLength(bytes, at);
            if (length == 0) {
                out.append((char) (LONE_BYTE + (bytes[at] & 0xFF)));
                at++;
            } else {
                out.append(new String(bytes, at, length, StandardCharsets.UTF_8));
                at += length;
            }
        }
        return out.toString();
    }

    /// The length of the well-formed character there, 0 when there is none.
    private static int sequenceLength(byte[] bytes, int at) {
        int lead = bytes[at] & 0xFF;
        int length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (length == 0 || lead > 0xF4 || at + length > bytes.length) {
            return 0;
        }
        String one = new String(bytes, at, length, StandardCharsets.UTF_8);
        return one.indexOf('\uFFFD') >= 0 && !isReplacement(bytes, at, length) ? 0 : length;
    }

    /// Whether the bytes themselves are the replacement character.
    private static boolean isReplacement(byte[] bytes, int at, int length) {
        return length == 3
                && bytes[at] == (byte) 0xEF
                && bytes[at + 1] == (byte) 0xBF
                && bytes[at + 2] == (byte) 0xBD;
    }

    /// Whether a text is whole: free of bytes that were no UTF-8.
    public static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
