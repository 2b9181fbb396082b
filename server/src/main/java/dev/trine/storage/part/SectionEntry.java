package dev.trine.storage.part;

import dev.trine.storage.codec.ByteSink;
import dev.trine.storage.codec.ByteSource;
import dev.trine.storage.codec.MalformedPageException;

/// One section in a part's directory: something that belongs to the part as a whole.
///
/// @param code what it is: the code of a [Kind], or one that only newer programs know
/// @param count how many entries it has
/// @param offset of its first byte in the file
/// @param length in bytes
/// @param checksum CRC32C of its bytes
record SectionEntry(int code, int count, long offset, int length, int checksum) {
    /// What a section is. The code never changes its meaning.
    enum Kind {
        /// Resource entries: one bytes page.
        RESOURCES(1),
        /// Scope entries: one bytes page.
        SCOPES(2),
        /// Metric messages: one bytes page.
        METRICS(3),
        /// Series, in the order of their rows: integer pages of resource, scope and metric, a bytes
        /// page of attributes.
        SERIES(4),
        /// Filter on trace ids.
        TRACE_FILTER(5),
        /// What blocks have beside their columns; each piece has a checksum of its own.
        ANNEXES(10),
        /// Where each block's annexes are.
        ANNEX_DIRECTORY(11),
        /// The time from which retention counts the part's age: zigzag. There when the newest row claims
        /// to be of later.
        AGE(20);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    void encode(ByteSink out) {
        out.putVarint(code);
        out.putVarint(count);
        out.putVarint(offset);
        out.putVarint(length);
        out.putInt(checksum);
    }

    /// @param end where pages and sections end in the file
    static SectionEntry decode(ByteSource in, long end) {
        int code = in.getCount("section code", Integer.MAX_VALUE);
        int count = in.getCount("section entries", PartFormat.MAX_TABLE_ENTRIES);
        long offset = in.getVarint();
        int length = in.getCount("section length", Integer.MAX_VALUE);
        int checksum = in.getInt();
        if (offset < PartFormat.HEADER_BYTES || offset > end || length > end - offset) {
            throw new MalformedPageException(
                    "section: "
                            + length
                            + " bytes at "
                            + offset
                            + " (expected: within "
                            + end
                            + ")");
        }
        return new SectionEntry(code, count, offset, length, checksum);
    }
}
