package dev.trine.demo;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// As much JSON as two services that know each other need: flat objects.
public final class Json {
    private Json() {}

    /// Writes an object of `key, value, key, value …`; numbers, booleans and null stay bare.
    public static String object(Object... members) {
        if (members.length % 2 != 0) {
            throw new IllegalArgumentException("members: " + members.length + " (expected: pairs)");
        }
        StringBuilder out = new StringBuilder("{");
        for (int i = 0; i < members.length; i += 2) {
            out.append(i == 0 ? "" : ",");
            quote(out, String.valueOf(members[i])).append(':');
            switch (members[i + 1]) {
                case Number number -> out.append(number);
                case Boolean bool -> out.append(bool);
                case Map<?, ?> nested -> out.append(object(pairs(nested)));
                case Object other -> quote(out, other.toString());
            }
        }
        return out.append('}').toString();
    }

    /// Reads a number member of a flat object.
    ///
    /// @throws IllegalArgumentException when there is none of that name
    public static double number(String json, String key) {
        Matcher matcher =
                Pattern.compile('"' + Pattern.quote(key) + "\":(-?[0-9]+(?:\\.[0-9]+)?)")
                        .matcher(json);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no number \"" + key + "\" in " + json);
        }
        return Double.parseDouble(matcher.group(1));
    }

    private static Object[] pairs(Map<?, ?> map) {
        return map.entrySet().stream()
                .flatMap(e -> java.util.stream.Stream.of(e.getKey(), e.getValue()))
                .toArray();
    }

    private static StringBuilder quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"');
    }
}
