package dev.trine.storage.annex;

import dev.trine.storage.codec.BlockBloomFilter;
import dev.trine.storage.codec.ByteSource;
import dev.trine.storage.codec.Hash64;
import java.nio.charset.StandardCharsets;

/// Tells which texts a block can't have in it. Says "maybe" wrongly about once in 500 words, never
/// "no".
public final class WordFilter {
    private static final int MAX_LENGTH = 63;

    private final long lengths;
    private final BlockBloomFilter filter;

    private WordFilter(long lengths, BlockBloomFilter filter) {
        this.lengths = lengths;
        this.filter = filter;
    }

    /// Reads what [WordSet#encode] wrote.
    ///
    /// @throws dev.trine.storage.codec.MalformedPageException when that is something else
    public static WordFilter decode(byte[] annex) {
        ByteSource in = new ByteSource(annex);
        return new WordFilter(in.getLong(), BlockBloomFilter.decode(in));
    }

    /// Whether a text may have been added that has this one in it, wherever it begins and ends and
    /// whatever the case of letters. A word at an edge of the text may be a piece of a longer one, so
    /// it is looked for only where the block has no longer words.
    public boolean mayContain(String text) {
        return mayContain(text, false);
    }

    /// Whether exactly this text may have been added.
    public boolean mayEqual(String text) {
        return mayContain(text, true);
    }

    /// Whether a trace id may have been added.
    public boolean mayContainTrace(long high, long low) {
        return filter.mayContain(Hash64.of(high, low));
    }

    private boolean mayContain(String text, boolean whole) {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        int at = Words.start(data, 0, data.length);
        while (at < data.length) {
            int end = Words.end(data, at, data.length);
            boolean isPiece = !whole && (at == 0 || end == data.length);
            if (!mayHaveWord(data, at, end, isPiece)) {
                return false;
            }
            at = Words.start(data, end, data.length);
        }
        return true;
    }

    private boolean mayHaveWord(byte[] data, int from, int to, boolean isPiece) {
        for (int i = from; i < to; i++) {
            if (data[i] < 0) {
                // Letters beyond ASCII have other cases than those that hashes fold.
                return true;
            }
        }
        int length = to - from;
        if (length >= MAX_LENGTH) {
            return (lengths >>> MAX_LENGTH) != 0
                    && (isPiece || filter.mayContain(Words.hash(data, from, to)));
        }
        boolean hasLonger = lengths >>> (length + 1) != 0;
        if (isPiece && hasLonger) {
            return true;
        }
        return (lengths & (1L << length)) != 0 && filter.mayContain(Words.hash(data, from, to));
    }
}
