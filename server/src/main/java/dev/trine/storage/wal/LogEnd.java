package dev.trine.storage.wal;

/// Where the good part of a log ends.
///
/// @param end position behind the last good frame; 0 = not known
/// @param last position of that frame; 0 = not known
record LogEnd(long end, long last) {
    static final LogEnd UNKNOWN = new LogEnd(0, 0);
    static final long NO_LIMIT = Long.MAX_VALUE;

    /// The offset in a segment behind which nothing is good, or [#NO_LIMIT] when that is not known.
    long limitIn(int segment) {
        if (end == 0 || Position.segment(end) > segment) {
            return NO_LIMIT;
        }
        return Position.segment(end) == segment ? Position.offset(end) : SegmentHeader.BYTES;
    }
}
