package dev.trine.storage.part;

/// The numbers of the part format that writer and reader share. See `docs/formats/part.md`.
final class PartFormat {
    /// "TRINEPRT" read as a little-endian long.
    static final long MAGIC = 0x5452_5045_4E49_5254L;

    /// Version 2 has shredded pages; readers know all versions up to this one.
    static final int VERSION = 2;

    /// Magic, version, zeros.
    static final int HEADER_BYTES = 16;

    /// Footer length, footer checksum, version, zeros, magic. Never changes, in any version.
    static final int TRAILER_BYTES = 24;

    static final int MAX_FOOTER_BYTES = 1 << 28;

    /// The most bytes that one column may have in one block: a block holds 2 MiB or, above that, a
    /// single row, and no request that brings one is larger than 64 MiB.
    static final int MAX_PAGE_BYTES = 1 << 27;

    /// The most bytes that the strings of a table may have.
    static final int MAX_TABLE_BYTES = 1 << 30;

    /// The most entries a table may have.
    static final int MAX_TABLE_ENTRIES = 1 << 27;

    private PartFormat() {}
}
