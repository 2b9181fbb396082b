package dev.trine.storage.codec;

/// How a page of 64-bit integers is laid out. The code is the page's first byte; it never changes
/// its meaning. Most codecs leave smaller integers behind, which are a page again.
enum LongCodec {
    /// All values as they are: [RawLongs].
    RAW(0),
    /// One value, once: [ConstLongs].
    CONST(1),
    /// Offsets from the smallest, in as many bits as the largest needs: [PackedLongs].
    PACKED(2),
    /// Steps from one value to the next: [DeltaLongs].
    DELTA(3),
    /// Distinct values once, and which one each row has: [DictionaryLongs].
    DICTIONARY(4),
    /// All values as they are, then zstd: [ZstdLongs].
    ZSTD(5),
    /// Each value that differs from the one before, and how often it comes: [RunLongs].
    RUNS(6),
    /// One common value, and the others: [SparseLongs].
    SPARSE(7),
    /// Distances from a straight line: [LineLongs].
    LINE(8),
    /// Multiples of a common divisor: [ScaledLongs].
    SCALED(9),
    /// Doubles as decimal digits: [DecimalDoubles].
    DECIMAL(10),
    /// Doubles as left and right bits: [SplitDoubles].
    SPLIT(11),
    /// Upper bits by their frequency, lower bits packed: [EntropyLongs].
    ENTROPY(12);

    private static final LongCodec[] BY_CODE = values();

    private final int code;

    LongCodec(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static LongCodec ofCode(int code) {
        if (code >= BY_CODE.length) {
            throw new MalformedPageException(
                    "integer codec: " + code + " (expected: < " + BY_CODE.length + ")");
        }
        return BY_CODE[code];
    }
}
