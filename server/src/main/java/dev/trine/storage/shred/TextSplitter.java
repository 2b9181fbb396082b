package dev.trine.storage.shred;

/// Cuts lines of text: the values of `key=value` go to streams by their keys, words with digits in
/// them (numbers, times, addresses, ids) to streams by what stands before them; everything else is
/// template.
final class TextSplitter implements Splitter {
    private static final int MAX_KEY = 64;
    private static final int MAX_CONTEXT = 8;
    private static final int UUID_LENGTH = 36;

    /// From this length on a word of hexadecimal digits is an id.
    private static final int MIN_ID = 8;

    private static final byte OTHER = 0;
    private static final byte LETTER = 1;
    private static final byte HEX_LETTER = 2;
    private static final byte DIGIT = 3;
    private static final byte[] CLASSES = classes();

    @Override
    public boolean split(byte[] data, int from, int to, Shreds into) {
        int told = from;
        int at = from;
        while (at < to) {
            if (CLASSES[data[at] & 0xFF] == OTHER) {
                at++;
                continue;
            }
            if (at == from || data[at - 1] == ' ') {
                int equals = keyEnd(data, at, to);
                if (equals > 0) {
                    int value = equals + 1;
                    boolean quoted = value < to && data[value] == '"';
                    int end = quoted ? quoteEnd(data, value + 1, to) : -1;
                    value = end >= 0 ? value + 1 : value;
                    end = end >= 0 ? end : spaceFrom(data, value, to);
                    if (end > value) {
                        into.literal(told, value);
                        into.text(into.name(data, at, equals), value, end);
                        told = end;
                    }
                    at = Math.max(end, value);
                    continue;
                }
            }
            int end = wordEnd(data, at, to);
            told = word(data, from, told, at, end, to, into);
            at = Math.max(end, told);
        }
        into.literal(told, to);
        return true;
    }

    /// Tells a word, and what lies before it, when there is a digit in it.
    ///
    /// @return up to where all is told
    private static int word(
            byte[] data, int line, int told, int from, int to, int end, Shreds into) {
        int digits = 0;
        int hexLetters = 0;
        int changes = 0;
        boolean wasDigit = CLASSES[data[from] & 0xFF] == DIGIT;
        for (int i = from; i < to; i++) {
            byte kind = CLASSES[data[i] & 0xFF];
            boolean isDigit = kind == DIGIT;
            digits += isDigit ? 1 : 0;
            hexLetters += kind == HEX_LETTER ? 1 : 0;
            changes += isDigit != wasDigit ? 1 : 0;
            wasDigit = isDigit;
        }
        int length = to - from;
        if (length == MIN_ID && digits + hexLetters == length && isUuid(data, from, end)) {
            return hole(line, told, from, from + UUID_LENGTH, into);
        }
        boolean isValue = from > line && data[from - 1] == '=';
        if (digits == 0 && !isValue) {
            return told;
        }
        boolean isId = length >= MIN_ID && digits + hexLetters == length;
        if (digits == length || digits == 0 || isId || changes > 2) {
            return hole(line, told, from, to, into);
        }
        return digitRuns(data, line, told, from, to, into);
    }

    private static int digitRuns(byte[] data, int line, int told, int from, int to, Shreds into) {
        int done = told;
        int at = from;
        while (at < to) {
            int start = at;
            while (at < to && CLASSES[data[at] & 0xFF] == DIGIT) {
                at++;
            }
            if (at > start) {
                done = hole(line, done, start, at, into);
            }
            while (at < to && CLASSES[data[at] & 0xFF] != DIGIT) {
                at++;
            }
        }
        return done;
    }

    private static int hole(int line, int told, int from, int to, Shreds into) {
        into.literal(told, from);
        into.place(Math.max(Math.max(line, told), from - MAX_CONTEXT), from, to);
        return to;
    }

    private static int wordEnd(byte[] data, int from, int to) {
        int at = from;
        while (at < to && CLASSES[data[at] & 0xFF] != OTHER) {
            at++;
        }
        return at;
    }

    /// Where the `=` behind a key is; -1 when there is no key.
    private static int keyEnd(byte[] data, int from, int to) {
        int end = Math.min(to, from + MAX_KEY);
        for (int at = from; at < end; at++) {
            byte b = data[at];
            if (b == '=') {
                return at;
            }
            if (CLASSES[b & 0xFF] == OTHER && b != '_' && b != '.' && b != '-' && b != '/') {
                return -1;
            }
        }
        return -1;
    }

    private static int quoteEnd(byte[] data, int from, int to) {
        for (int at = from; at < to; at++) {
            if (data[at] == '"') {
                return at;
            }
            at += data[at] == '\\' ? 1 : 0;
        }
        return -1;
    }

    private static int spaceFrom(byte[] data, int from, int to) {
        int at = from;
        while (at < to && data[at] != ' ' && data[at] != '\n' && data[at] != '\t') {
            at++;
        }
        return at;
    }

    private static boolean isUuid(byte[] data, int from, int end) {
        if (end - from < UUID_LENGTH) {
            return false;
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            byte b = data[from + i];
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            byte kind = CLASSES[b & 0xFF];
            if (dash ? b != '-' : kind != DIGIT && kind != HEX_LETTER) {
                return false;
            }
        }
        return end - from == UUID_LENGTH || CLASSES[data[from + UUID_LENGTH] & 0xFF] == OTHER;
    }

    private static byte[] classes() {
        byte[] classes = new byte[256];
        for (char c = 'a'; c <= 'z'; c++) {
            classes[c] = c <= 'f' ? HEX_LETTER : LETTER;
            classes[c - 'a' + 'A'] = LETTER;
        }
        for (char c = '0'; c <= '9'; c++) {
            classes[c] = DIGIT;
        }
        return classes;
    }
}
