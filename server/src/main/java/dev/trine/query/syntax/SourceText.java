package dev.trine.query.syntax;

/// The text of a query, and the names of places in it as people read them.
public final class SourceText {
    private final String text;

    public SourceText(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /// `line:column`, both from 1. Columns count the bytes of UTF-8, as Prometheus's do. An empty
    /// text has no places.
    ///
    /// @param index of a UTF-16 code unit, at most the length of the text
    public String place(int index) {
        if (text.isEmpty()) {
            return "unknown position";
        }
        int line = 1;
        int column = 1;
        for (int i = 0; i < index; i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                line++;
                column = 1;
            } else {
                column += utf8Length(c);
            }
        }
        return line + ":" + column;
    }

    /// Both halves of a surrogate pair count 2 of its 4 bytes.
    private static int utf8Length(char c) {
        if (c < 0x80) {
            return 1;
        }
        return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
}
