package dev.trine.query.filter;

import java.nio.ByteBuffer;
import java.util.Base64;

/// The place of a row in a list that is sorted newest first: its time, then what tells rows of the
/// same time apart. It depends on the row alone, so it stays the same when rows arrive, move to
/// disk or are compacted; a page that begins behind a key neither skips nor repeats a row.
///
/// @param timeNanos newer ones come first
/// @param rank tells apart rows that have all the rest in common
public record RowKey(long timeNanos, long tieHigh, long tieLow, long rank)
        implements Comparable<RowKey> {
    private static final byte VERSION = 1;
    private static final int ENCODED_BYTES = 1 + 4 * Long.BYTES;

    @Override
    public int compareTo(RowKey other) {
        int order = Long.compare(other.timeNanos, timeNanos);
        if (order == 0) {
            order = Long.compareUnsigned(other.tieHigh, tieHigh);
        }
        if (order == 0) {
            order = Long.compareUnsigned(other.tieLow, tieLow);
        }
        return order != 0 ? order : Long.compareUnsigned(rank, other.rank);
    }

    boolean equalsButRank(RowKey other) {
        return timeNanos == other.timeNanos && tieHigh == other.tieHigh && tieLow == other.tieLow;
    }

    RowKey withRank(long newRank) {
        return new RowKey(timeNanos, tieHigh, tieLow, newRank);
    }

    /// The key as a client carries it from page to page.
    public String cursor() {
        ByteBuffer bytes = ByteBuffer.allocate(ENCODED_BYTES).put(VERSION);
        bytes.putLong(timeNanos).putLong(tieHigh).putLong(tieLow).putLong(rank);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /// Reads what [#cursor()] made.
    ///
    /// @throws IllegalArgumentException when it is anything else
    public static RowKey ofCursor(String cursor) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
        if (bytes.remaining() != ENCODED_BYTES || bytes.get() != VERSION) {
            throw new IllegalArgumentException("cursor: not one of ours");
        }
        return new RowKey(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }
}
