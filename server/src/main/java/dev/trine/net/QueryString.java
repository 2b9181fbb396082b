package dev.trine.net;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The parameters of a query or of a submitted form, in order. `+` is a space; bytes that are not
/// UTF-8 become U+FFFD.
///
/// Source: https://url.spec.whatwg.org/#urlencoded-parsing
final class QueryString {
    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private int parameters;

    /// Adds the parameters of `text`, which may be empty.
    ///
    /// @throws HttpFailure 400 when an escape is malformed or there are too many parameters
    void add(String text) throws HttpFailure {
        int start = 0;
        while (start < text.length()) {
            int ampersand = text.indexOf('&', start);
            int end = ampersand < 0 ? text.length() : ampersand;
            if (end > start) {
                addParameter(text, start, end);
            }
            start = end + 1;
        }
    }

    List<String> names() {
        return List.copyOf(values.keySet());
    }

    List<String> all(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    private void addParameter(String text, int start, int end) throws HttpFailure {
        if (++parameters > NetLimits.PARAMETERS) {
            throw new HttpFailure(400, "more than " + NetLimits.PARAMETERS + " parameters");
        }
        int equals = text.indexOf('=', start);
        boolean hasValue = equals >= 0 && equals < end;
        String name = decode(text, start, hasValue ? equals : end);
        String value = hasValue ? decode(text, equals + 1, end) : "";
        values.computeIfAbsent(name, n -> new ArrayList<>(1)).add(value);
    }

    private static String decode(String text, int start, int end) throws HttpFailure {
        byte[] source = text.substring(start, end).getBytes(StandardCharsets.UTF_8);
        byte[] decoded = new byte[source.length];
        int length = 0;
        for (int i = 0; i < source.length; i++) {
            byte b = source[i];
            if (b == '%') {
                int value = i + 2 < source.length ? hexByte(source[i + 1], source[i + 2]) : -1;
                if (value < 0) {
                    throw new HttpFailure(
                            400,
                            "a malformed %-escape in the parameters: "
                                    + text.substring(start, end));
                }
                b = (byte) value;
                i += 2;
            } else if (b == '+') {
                b = ' ';
            }
            decoded[length++] = b;
        }
        return new String(decoded, 0, length, StandardCharsets.UTF_8);
    }

    /// The byte written as two hexadecimal digits, or -1.
    static int hexByte(byte high, byte low) {
        int highDigit = Character.digit(high, 16);
        int lowDigit = Character.digit(low, 16);
        return highDigit < 0 || lowDigit < 0 ? -1 : highDigit << 4 | lowDigit;
    }
}
