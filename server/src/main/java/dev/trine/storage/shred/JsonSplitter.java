package dev.trine.storage.shred;

/// Cuts lines that are one JSON object: values go to streams by their path (keys
/// parted by a zero byte), strings without their
/// quotes and as they are escaped; keys, punctuation and white space are template. Arrays are one
/// value. Knows just enough of JSON to find where values end: what is told is exact even if the line
/// is not quite JSON.
final class JsonSplitter implements Splitter {
    private static final int MAX_DEPTH = 8;
    private static final int MAX_PATH = 256;

    private final byte[] path = new byte[MAX_PATH];
    private byte[] data = {};
    private int to;
    private int at;
    private int told;

    @Override
    public boolean split(byte[] newData, int from, int newTo, Shreds into) {
        data = newData;
        to = newTo;
        at = from;
        told = from;
        if (!object(0, 1, into)) {
            return false;
        }
        space();
        into.literal(told, at);
        return at == to;
    }

    private boolean object(int pathLength, int depth, Shreds into) {
        if (!follows('{')) {
            return false;
        }
        if (follows('}')) {
            return true;
        }
        do {
            if (!follows('"')) {
                return false;
            }
            int keyStart = at;
            int keyEnd = stringEnd();
            int length = keyEnd < 0 ? MAX_PATH + 1 : pathLength + keyEnd - keyStart;
            if (length + 1 > MAX_PATH || !follows(':')) {
                return false;
            }
            System.arraycopy(data, keyStart, path, pathLength, keyEnd - keyStart);
            if (!value(length, depth, into)) {
                return false;
            }
        } while (follows(','));
        return follows('}');
    }

    private boolean value(int pathLength, int depth, Shreds into) {
        int start = at();
        int end;
        switch (start < to ? data[start] : 0) {
            case '{' -> {
                path[pathLength] = 0;
                return depth < MAX_DEPTH && object(pathLength + 1, depth + 1, into);
            }
            case '[' -> end = arrayEnd();
            case '"' -> {
                start = ++at;
                end = stringEnd();
            }
            default -> end = scalarEnd();
        }
        if (end < 0) {
            return false;
        }
        if (end > start) {
            into.literal(told, start);
            into.text(into.name(path, 0, pathLength), start, end);
            told = end;
        }
        return true;
    }

    /// Behind white space.
    private int at() {
        space();
        return at;
    }

    private void space() {
        while (at < to
                && (data[at] == ' ' || data[at] == '\t' || data[at] == '\n' || data[at] == '\r')) {
            at++;
        }
    }

    private boolean follows(char wanted) {
        space();
        if (at < to && data[at] == wanted) {
            at++;
            return true;
        }
        return false;
    }

    /// Steps behind the closing quote and returns where it is; -1 without one.
    private int stringEnd() {
        while (at < to) {
            byte b = data[at++];
            if (b == '"') {
                return at - 1;
            }
            at += b == '\\' ? 1 : 0;
        }
        return -1;
    }

    private int scalarEnd() {
        int start = at;
        while (at < to && isScalar(data[at])) {
            at++;
        }
        return at > start ? at : -1;
    }

    private static boolean isScalar(byte b) {
        return (b >= '0' && b <= '9')
                || (b >= 'a' && b <= 'z')
                || b == '-'
                || b == '+'
                || b == '.'
                || b == 'E';
    }

    private int arrayEnd() {
        int depth = 0;
        while (at < to) {
            byte b = data[at++];
            if (b == '"') {
                if (stringEnd() < 0) {
                    return -1;
                }
            } else if (b == '[' || b == '{') {
                depth++;
            } else if ((b == ']' || b == '}') && --depth == 0) {
                return at;
            }
        }
        return -1;
    }
}
