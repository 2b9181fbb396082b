package dev.trine.storage.annex;

import dev.trine.storage.codec.Hash64;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// What a word is: a run of ASCII letters, digits and underscores, and of whatever is beyond ASCII.
/// Filters store hashes of words, so neither ever changes.
final class Words {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /// Makes ASCII letters lower case and keeps all bytes of words apart that are not one letter.
    private static final long LOWER_CASE = 0x2020_2020_2020_2020L;

    private static final boolean[] IN_WORD = inWord();

    private Words() {}

    static boolean isInWord(byte b) {
        return IN_WORD[b & 0xFF];
    }

    /// The first byte of a word at or behind `from`; `to` when there is none.
    static int start(byte[] data, int from, int to) {
        int at = from;
        while (at < to && !IN_WORD[data[at] & 0xFF]) {
            at++;
        }
        return at;
    }

    /// The end of the word that has the byte at `from`.
    static int end(byte[] data, int from, int to) {
        int at = from;
        while (at < to && IN_WORD[data[at] & 0xFF]) {
            at++;
        }
        return at;
    }

    /// The hash of the word `data[from, to)`, the same whatever the case of its ASCII letters.
    static long hash(byte[] data, int from, int to) {
        long hash = (long) to - from;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            hash = Hash64.of(hash, (long) LONG.get(data, at) | LOWER_CASE);
        }
        if (at < to) {
            long rest = 0;
            for (int i = to - 1; i >= at; i--) {
                rest = (rest << 8) | (data[i] & 0xFF);
            }
            hash = Hash64.of(hash, rest | LOWER_CASE);
        }
        return hash;
    }

    private static boolean[] inWord() {
        boolean[] in = new boolean[256];
        for (int i = 0; i < 256; i++) {
            in[i] =
                    i >= 0x80
                            || i == '_'
                            || (i >= '0' && i <= '9')
                            || (i >= 'a' && i <= 'z')
                            || (i >= 'A' && i <= 'Z');
        }
        return in;
    }
}
