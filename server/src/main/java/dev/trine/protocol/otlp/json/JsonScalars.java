package dev.trine.protocol.otlp.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.HexFormat;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads scalar values as the JSON form of protobuf has them: 64-bit integers as text or numbers,
/// doubles by name when they are not finite, bytes in base64 or (ids) hex.
///
/// What is wrong is told with an [IllegalArgumentException], whose message names what was expected.
final class JsonScalars {
    /// Longer than any number of 64 bits, in any notation that people and programs use.
    private static final int NUMBER_TEXT_LIMIT = 64;

    private static final BigInteger INT64_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger INT64_MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger UINT64_MAX = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

    private JsonScalars() {}

    static boolean bool(JsonParser in) {
        return switch (in.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw new IllegalArgumentException("expected: true or false");
        };
    }

    static String text(JsonParser in) {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw new IllegalArgumentException("expected: a string");
        }
        return in.getString();
    }

    /// An integer of the given range.
    static long integer(JsonParser in, long min, long max) {
        long value = isLong(in) ? in.getLongValue() : exact(in, INT64_MIN, INT64_MAX).longValue();
        if (value < min || value > max) {
            throw new IllegalArgumentException("expected: an integer, " + min + ".." + max);
        }
        return value;
    }

    /// An unsigned 64-bit integer, in the bits of a signed one.
    static long unsigned64(JsonParser in) {
        if (isLong(in)) {
            long value = in.getLongValue();
            if (value < 0) {
                throw new IllegalArgumentException("expected: an integer >= 0");
            }
            return value;
        }
        return exact(in, BigInteger.ZERO, UINT64_MAX).longValue();
    }

    private static boolean isLong(JsonParser in) {
        return in.currentToken() == JsonToken.VALUE_NUMBER_INT
                && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    }

    private static BigInteger exact(JsonParser in, BigInteger min, BigInteger max) {
        BigDecimal number = new BigDecimal(numberText(in));
        // A few digits and a huge exponent must not become a huge integer.
        if (number.precision() - (long) number.scale() > 20) {
            throw new IllegalArgumentException("expected: an integer, " + min + ".." + max);
        }
        try {
            BigInteger value = number.toBigIntegerExact();
            if (value.compareTo(min) >= 0 && value.compareTo(max) <= 0) {
                return value;
            }
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("expected: an integer, not a fraction", e);
        }
        throw new IllegalArgumentException("expected: an integer, " + min + ".." + max);
    }

    static double number(JsonParser in) {
        String text = in.currentToken() == JsonToken.VALUE_STRING ? in.getString() : numberText(in);
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> finite(text);
        };
    }

    private static double finite(String text) {
        checkNumber(text);
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            throw new IllegalArgumentException("expected: a number within a double's range");
        }
        return value;
    }

    private static String numberText(JsonParser in) {
        return switch (in.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_STRING -> checkNumber(in.getString());
            default -> throw new IllegalArgumentException("expected: a number, or one in quotes");
        };
    }

    private static String checkNumber(String text) {
        boolean wellFormed = !text.isEmpty() && text.length() <= NUMBER_TEXT_LIMIT;
        for (int i = 0; wellFormed && i < text.length(); i++) {
            wellFormed = "0123456789+-.eE".indexOf(text.charAt(i)) >= 0;
        }
        if (!wellFormed) {
            throw new IllegalArgumentException("expected: a number, or one in quotes");
        }
        return text;
    }

    /// Bytes in base64, with the alphabet of either kind, padded or not.
    static byte[] base64(JsonParser in) {
        String text = text(in);
        boolean urlSafe = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
        return (urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text);
    }

    /// Bytes in hex, of any case.
    static byte[] hex(JsonParser in) {
        return HexFormat.of().parseHex(text(in));
    }
}
