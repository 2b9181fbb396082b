package dev.trine.storage.shred;

import dev.trine.model.BytesColumn;
import dev.trine.storage.codec.ByteSink;
import dev.trine.storage.codec.PageEncoder;
import java.util.Arrays;

/// Ids written as lower-case hexadecimal digits, as the bytes they stand for.
final class HexText {
    private static final byte[] DIGITS = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };
    private static final byte[] VALUES = values();
    private static final int UUID_BYTES = 16;

    private HexText() {}

    static boolean isHex(byte[] data, int from, int to) {
        for (int at = from; at < to; at++) {
            if (VALUES[data[at] & 0xFF] < 0) {
                return false;
            }
        }
        return true;
    }

    /// Whether 36 bytes are a UUID.
    static boolean isUuid(byte[] data, int from) {
        for (int i = 0; i < 36; i++) {
            byte b = data[from + i];
            if (isDash(i) ? b != '-' : VALUES[b & 0xFF] < 0) {
                return false;
            }
        }
        return true;
    }

    static void write(Stream texts, PageEncoder pages, ByteSink out) {
        byte[] bytes = new byte[texts.bytes() / 2];
        int[] ends = new int[texts.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = pair(texts.data(), 2 * i);
        }
        for (int i = 0; i < ends.length; i++) {
            ends[i] = texts.ends()[i] / 2;
        }
        pages.bytes(bytes, ends, ends.length, out);
    }

    static void writeUuids(Stream texts, PageEncoder pages, ByteSink out) {
        byte[] bytes = new byte[UUID_BYTES * texts.size()];
        int[] ends = new int[texts.size()];
        for (int i = 0; i < ends.length; i++) {
            int from = texts.start(i);
            int at = from;
            for (int b = 0; b < UUID_BYTES; b++) {
                at += isDash(at - from) ? 1 : 0;
                bytes[UUID_BYTES * i + b] = pair(texts.data(), at);
                at += 2;
            }
            ends[i] = UUID_BYTES * (i + 1);
        }
        pages.bytes(bytes, ends, ends.length, out);
    }

    /// Writes one value as text and returns how long that is; `into` has room for it.
    static int text(BytesColumn values, int value, byte[] into, int to) {
        int at = to;
        for (int i = values.start(value); i < values.end(value); i++) {
            into[at++] = DIGITS[(values.data()[i] >> 4) & 15];
            into[at++] = DIGITS[values.data()[i] & 15];
        }
        return at - to;
    }

    /// Writes one UUID of 16 bytes as text; `into` has room for it.
    static int uuid(BytesColumn values, int value, byte[] into, int to) {
        int at = to;
        for (int i = values.start(value); i < values.end(value); i++) {
            if (isDash(at - to)) {
                into[at++] = '-';
            }
            into[at++] = DIGITS[(values.data()[i] >> 4) & 15];
            into[at++] = DIGITS[values.data()[i] & 15];
        }
        return at - to;
    }

    private static boolean isDash(int index) {
        return index == 8 || index == 13 || index == 18 || index == 23;
    }

    private static byte pair(byte[] text, int at) {
        return (byte) (VALUES[text[at]] << 4 | VALUES[text[at + 1]]);
    }

    private static byte[] values() {
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < DIGITS.length; i++) {
            values[DIGITS[i]] = (byte) i;
        }
        return values;
    }
}
