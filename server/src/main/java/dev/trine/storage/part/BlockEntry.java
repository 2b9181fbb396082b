package dev.trine.storage.part;

import dev.trine.storage.codec.ByteSink;
import dev.trine.storage.codec.ByteSource;
import dev.trine.storage.codec.MalformedPageException;
import dev.trine.storage.head.Head;

/// One block in a part's directory: its rows, and where the page of each column is. Pages follow each
/// other without gaps, in column order.
///
/// @param rows 1 to 8,192
/// @param minNanos time of the oldest row
/// @param maxNanos time of the newest row
/// @param firstKey of the first row
/// @param lastKey of the last row
/// @param offset of the first column's page in the file
/// @param lengths bytes of each column's page
/// @param checksums CRC32C of each column's page
record BlockEntry(
        int rows,
        long minNanos,
        long maxNanos,
        BlockKey firstKey,
        BlockKey lastKey,
        long offset,
        int[] lengths,
        int[] checksums) {

    /// Offset of a column's page in the file.
    long offset(int column) {
        long at = offset;
        for (int i = 0; i < column; i++) {
            at += lengths[i];
        }
        return at;
    }

    long length() {
        return offset(lengths.length) - offset;
    }

    void encode(ByteSink out) {
        out.putVarint(rows);
        out.putZigzag(minNanos);
        out.putZigzag(maxNanos);
        out.putLong(firstKey.high());
        out.putLong(firstKey.low());
        out.putLong(lastKey.high());
        out.putLong(lastKey.low());
        out.putVarint(offset);
        for (int i = 0; i < lengths.length; i++) {
            out.putVarint(lengths[i]);
            out.putInt(checksums[i]);
        }
    }

    /// @param end where pages and sections end in the file
    static BlockEntry decode(ByteSource in, int columns, long end) {
        int rows = in.getCount("block rows", Head.BLOCK_ROWS);
        long minNanos = in.getZigzag();
        long maxNanos = in.getZigzag();
        BlockKey firstKey = new BlockKey(in.getLong(), in.getLong());
        BlockKey lastKey = new BlockKey(in.getLong(), in.getLong());
        long offset = in.getVarint();
        int[] lengths = new int[columns];
        int[] checksums = new int[columns];
        for (int i = 0; i < columns; i++) {
            lengths[i] = in.getCount("page length", Integer.MAX_VALUE);
            checksums[i] = in.getInt();
        }
        BlockEntry entry =
                new BlockEntry(
                        rows, minNanos, maxNanos, firstKey, lastKey, offset, lengths, checksums);
        if (rows == 0
                || offset < PartFormat.HEADER_BYTES
                || offset > end
                || entry.length() > end - offset) {
            throw new MalformedPageException(
                    "block: "
                            + rows
                            + " rows at "
                            + offset
                            + " (expected: within "
                            + end
                            + " bytes)");
        }
        return entry;
    }
}
