package dev.trine.storage.codec;

/// Reads integers back that [LongPageEncoder] wrote. Never reads beyond the page, and never makes more
/// values than asked for, whatever the page says. Not safe for use by several threads at once.
final class LongPageDecoder {
    /// Pages inside a page: more than any encoder writes, few enough for any stack.
    private static final int MAX_DEPTH = 6;

    private final Zstd zstd;

    LongPageDecoder(Zstd zstd) {
        this.zstd = zstd;
    }

    /// Reads the next page into `into[0, count)`.
    ///
    /// @param depth in how many others it is
    void decode(ByteSource in, long[] into, int count, int depth) {
        if (depth > MAX_DEPTH) {
            throw new MalformedPageException("pages inside pages: more than " + MAX_DEPTH);
        }
        switch (LongCodec.ofCode(in.getByte())) {
            case RAW -> RawLongs.decode(in, into, count);
            case CONST -> ConstLongs.decode(in, into, count);
            case PACKED -> PackedLongs.decode(in, into, count);
            case DELTA -> DeltaLongs.decode(this, in, into, count, depth);
            case DICTIONARY -> DictionaryLongs.decode(this, in, into, count, depth);
            case ZSTD -> ZstdLongs.decode(zstd, in, into, count);
            case RUNS -> RunLongs.decode(this, in, into, count, depth);
            case SPARSE -> SparseLongs.decode(this, in, into, count, depth);
            case LINE -> LineLongs.decode(this, in, into, count, depth);
            case SCALED -> ScaledLongs.decode(this, in, into, count, depth);
            case DECIMAL -> DecimalDoubles.decode(this, in, into, count, depth);
            case ENTROPY -> EntropyLongs.decode(in, into, count);
            case SPLIT -> SplitDoubles.decode(this, in, into, count, depth);
        }
    }
}
