package dev.trine.query.syntax;

import java.math.BigDecimal;
import java.util.Locale;

/// Numbers as Prometheus reads and writes them.
public final class NumberText {
    private NumberText() {}

    /// Reads a number: decimal, hexadecimal with `0x`, octal with a leading `0`, `Inf`, `NaN`;
    /// underscores between digits. Integers beyond 64 bits are read as floating point.
    ///
    /// @throws NumberFormatException when it is none
    public static double parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String plain = withoutUnderscores(lower);
        if (plain.startsWith("0x")) {
            return parseInteger(plain.substring(2), 16);
        }
        if (isOctal(plain)) {
            return parseInteger(plain, 8);
        }
        return switch (plain) {
            case "inf", "+inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> parseDecimal(plain);
        };
    }

    /// Underscores must stand between digits, or between a prefix and the first.
    private static String withoutUnderscores(String text) {
        for (int at = text.indexOf('_'); at >= 0; at = text.indexOf('_', at + 1)) {
            boolean between =
                    at > 0
                            && at + 1 < text.length()
                            && "0123456789abcdefx".indexOf(text.charAt(at - 1)) >= 0
                            && "0123456789abcdef".indexOf(text.charAt(at + 1)) >= 0;
            if (!between) {
                throw new NumberFormatException("invalid syntax");
            }
        }
        return text.replace("_", "");
    }

    private static long parseInteger(String digits, int radix) {
        try {
            return Long.parseLong(digits, radix);
        } catch (NumberFormatException e) {
            throw new NumberFormatException("invalid syntax");
        }
    }

    /// `Double.parseDouble` takes more than numbers: `1d`, blanks.
    private static double parseDecimal(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789.e+-".indexOf(text.charAt(i)) < 0) {
                throw new NumberFormatException("invalid syntax");
            }
        }
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new NumberFormatException("invalid syntax");
        }
        if (Double.isInfinite(value)) {
            throw new NumberFormatException("value out of range");
        }
        return value;
    }

    private static boolean isOctal(String text) {
        if (text.length() < 2 || text.charAt(0) != '0' || text.length() > 21) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '7') {
                return false;
            }
        }
        return true;
    }

    /// The shortest decimal digits that read back as the same number, never with an exponent.
    public static String format(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    /// As [#format(double)], but with an exponent from 1e6 up and below 1e-4: what Go's `%g` prints,
    /// and how numbers stand in messages.
    public static String formatShort(double value) {
        double magnitude = Math.abs(value);
        if (value == 0 || !Double.isFinite(value) || (magnitude >= 1e-4 && magnitude < 1e6)) {
            return format(value);
        }
        BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        String digits = decimal.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - decimal.scale();
        StringBuilder out = new StringBuilder();
        if (value < 0) {
            out.append('-');
        }
        out.append(digits.charAt(0));
        if (digits.length() > 1) {
            out.append('.').append(digits, 1, digits.length());
        }
        out.append('e').append(exponent < 0 ? '-' : '+');
        exponent = Math.abs(exponent);
        return (exponent < 10 ? out.append('0') : out).append(exponent).toString();
    }
}
