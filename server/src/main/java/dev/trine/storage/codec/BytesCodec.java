package dev.trine.storage.codec;

/// How a page of byte strings is laid out. The code is the page's first byte; it never changes its
/// meaning.
enum BytesCodec {
    /// Lengths, then all bytes: [RawBytes].
    RAW(0),
    /// One value, once: [ConstBytes].
    CONST(1),
    /// Distinct values once, and which one each row has: [DictionaryBytes].
    DICTIONARY(2),
    /// Lengths, then all bytes under zstd: [ZstdBytes].
    ZSTD(3);

    private static final BytesCodec[] BY_CODE = values();

    private final int code;

    BytesCodec(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static BytesCodec ofCode(int code) {
        if (code >= BY_CODE.length) {
            throw new MalformedPageException(
                    "bytes codec: " + code + " (expected: < " + BY_CODE.length + ")");
        }
        return BY_CODE[code];
    }
}
