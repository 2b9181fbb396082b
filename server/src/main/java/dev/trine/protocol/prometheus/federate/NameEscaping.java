package dev.trine.protocol.prometheus.federate;

import java.util.Arrays;
import java.util.Optional;

/// How names are written that older readers do not understand: those of other than Latin letters,
/// digits, `_` and `:`.
///
/// Source: Prometheus documentation, "UTF-8 in Prometheus", escaping schemes.
enum NameEscaping {
    /// As they are, in quotes.
    NONE("allow-utf-8"),
    /// `_` for each other character.
    UNDERSCORES("underscores"),
    /// `_dot_` for a dot, `__` for other characters and for `_`.
    DOTS("dots"),
    /// `U__` and the number of each other character between `_`.
    VALUES("values");

    private final String label;

    NameEscaping(String label) {
        this.label = label;
    }

    /// What content types call it.
    String label() {
        return label;
    }

    static Optional<NameEscaping> ofLabel(String label) {
        return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
    }

    /// The name as it is to be written.
    String escape(String name) {
        if (this == NONE || name.isEmpty() || (this != DOTS && isPlain(name))) {
            return name;
        }
        StringBuilder out = new StringBuilder(this == VALUES ? "U__" : "");
        int at = 0;
        while (at < name.length()) {
            int point = name.codePointAt(at);
            append(out, point, at);
            at += Character.charCount(point);
        }
        return out.toString();
    }

    private void append(StringBuilder out, int point, int at) {
        boolean plain = isPlain(point, at);
        switch (this) {
            case NONE -> out.appendCodePoint(point);
            case UNDERSCORES -> out.append(plain ? (char) point : '_');
            case DOTS -> {
                if (point == '.') {
                    out.append("_dot_");
                } else if (plain && point != '_') {
                    out.append((char) point);
                } else {
                    out.append("__");
                }
            }
            case VALUES -> {
                if (point == '_') {
                    out.append("__");
                } else if (plain) {
                    out.append((char) point);
                } else {
                    out.append('_').append(Integer.toHexString(point)).append('_');
                }
            }
        }
    }

    /// Whether every reader understands a name.
    static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (!isPlain(name.charAt(i), i)) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isPlain(int c, int at) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
        return letter || (at > 0 && c >= '0' && c <= '9');
    }
}
