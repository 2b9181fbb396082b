package dev.trine.protocol.prometheus;

/// Names that stand in paths: `U__my_2e_metric` is `my.metric`.
///
/// Source: "Text escaping" of Prometheus's exposition formats, scheme `values`.
final class EscapedName {
    private static final String PREFIX = "U__";

    private EscapedName() {}

    /// The name that is meant. One that is not escaped, or not rightly, stands for itself.
    static String read(String given) {
        if (!given.startsWith(PREFIX)) {
            return given;
        }
        StringBuilder name = new StringBuilder();
        int i = PREFIX.length();
        while (i < given.length()) {
            char c = given.charAt(i);
            if (c != '_') {
                name.append(c);
                i++;
            } else if (given.startsWith("__", i)) {
                name.append('_');
                i += 2;
            } else {
                int end = given.indexOf('_', i + 1);
                int point = end < 0 ? -1 : codePoint(given.substring(i + 1, end));
                if (point < 0) {
                    return given;
                }
                name.appendCodePoint(point);
                i = end + 1;
            }
        }
        return name.toString();
    }

    private static int codePoint(String hex) {
        if (hex.isEmpty() || hex.length() > 6) {
            return -1;
        }
        try {
            int point = Integer.parseInt(hex, 16);
            return Character.isValidCodePoint(point) ? point : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
