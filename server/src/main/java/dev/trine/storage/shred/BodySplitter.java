package dev.trine.storage.shred;

/// Cuts the bodies of log records, encoded `AnyValue` messages: a string by what its text looks like,
/// anything else not at all.
final class BodySplitter implements Splitter {
    private static final int STRING = 1 << 3 | 2;

    private final JsonSplitter json = new JsonSplitter();
    private final TextSplitter text = new TextSplitter();

    @Override
    public boolean split(byte[] data, int from, int to, Shreds into) {
        int start = textStart(data, from, to);
        if (start < 0) {
            return false;
        }
        if (start < to && data[start] == '{') {
            begin(from, into);
            if (json.split(data, start, to, into)) {
                into.close();
                return true;
            }
            into.begin(data);
        }
        begin(from, into);
        text.split(data, start, to, into);
        into.close();
        return true;
    }

    private static void begin(int from, Shreds into) {
        into.literal(from, from + 1);
        into.open();
    }

    /// Where the text of a string value begins; -1 when it is none, or written in an unusual way.
    private static int textStart(byte[] data, int from, int to) {
        if (to - from < 2 || data[from] != STRING) {
            return -1;
        }
        int length = 0;
        int at = from + 1;
        for (int shift = 0; shift < 28 && at < to; shift += 7) {
            byte b = data[at++];
            length |= (b & 0x7F) << shift;
            if (b >= 0) {
                boolean shortest = at - from - 1 == AttributeSplitter.varintLength(length);
                return shortest && to - at == length ? at : -1;
            }
        }
        return -1;
    }
}
