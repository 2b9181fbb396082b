package dev.trine.storage.wal;

/// How the log is to work.
///
/// @param ack what has happened to a batch before its append returns
/// @param segmentBytes size at which a segment is closed and the next one begun; a batch larger than
///     that gets a segment of its own
/// @param maxBytes bound of all segments together; appends that would pass it are refused until the
///     log has been trimmed
/// @param reserveBytes free space to be left on the disk; below it, appends are refused
public record WalOptions(Ack ack, long segmentBytes, long maxBytes, long reserveBytes) {
    public WalOptions {
        if (segmentBytes < 4096 || segmentBytes > 1L << 30) {
            throw new IllegalArgumentException(
                    "segmentBytes: " + segmentBytes + " (expected: 4096..1073741824)");
        }
        if (maxBytes < segmentBytes) {
            throw new IllegalArgumentException(
                    "maxBytes: " + maxBytes + " (expected: >= segmentBytes, " + segmentBytes + ")");
        }
        if (reserveBytes < 0) {
            throw new IllegalArgumentException(
                    "reserveBytes: " + reserveBytes + " (expected: >= 0)");
        }
    }

    /// Segments of 64 MiB, 2 GiB in all, 64 MiB of the disk left free.
    public static WalOptions of(Ack ack) {
        return new WalOptions(ack, 64L << 20, 2L << 30, 64L << 20);
    }
}
