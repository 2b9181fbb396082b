package dev.trine.storage.shred;

/// What a shredded page may have at most, so that neither writing nor reading one takes more memory
/// than a block is worth.
final class Limits {
    /// Templates of a page. Values that would need more are kept whole.
    static final int TEMPLATES = 1_024;

    /// Streams of a page.
    static final int STREAMS = 1_024;

    /// Names of streams and entries of a page.
    static final int NAMES = 1_024;

    /// Variable places of one value.
    static final int HOLES = 4_096;

    /// Values in all streams of a page.
    static final int VALUES = 1 << 21;

    /// Pages inside pages.
    static final int DEPTH = 3;

    private Limits() {}
}
