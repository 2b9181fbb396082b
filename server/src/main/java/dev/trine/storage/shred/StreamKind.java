package dev.trine.storage.shred;

import dev.trine.storage.codec.MalformedPageException;

/// How the values of one stream are written. The code never changes its meaning.
enum StreamKind {
    /// Byte strings: a bytes page.
    TEXT(0),
    /// Decimal integers without leading zeros: an integer page.
    INTEGER(1),
    /// Digits, all of one width: width, byte │ an integer page.
    DIGITS(2),
    /// Lower-case hexadecimal digits, an even number: a bytes page of what they stand for.
    HEX(3),
    /// Lower-case UUIDs: a bytes page of 16 bytes each.
    UUID(4),
    /// Integers that are not text: an integer page.
    NUMBERS(5),
    /// Byte strings that are taken apart once more: a shredded page without its code.
    SHREDDED(6);

    private static final StreamKind[] BY_CODE = values();

    private final int code;

    StreamKind(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static StreamKind ofCode(int code) {
        if (code >= BY_CODE.length) {
            throw new MalformedPageException(
                    "stream kind: " + code + " (expected: < " + BY_CODE.length + ")");
        }
        return BY_CODE[code];
    }
}
