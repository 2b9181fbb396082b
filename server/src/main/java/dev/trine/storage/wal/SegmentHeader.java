package dev.trine.storage.wal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/// The first 64 bytes of a segment file.
///
/// ```
/// +---------------------------+-----------------+--------------------+
/// | "TRINEWAL" (8 bytes)      | version u32     | segment u32        |
/// +---------------------------+-----------------+--------------------+
/// | previous end u64          | previous last u64                    |
/// +---------------------------+-----------------+--------------------+
/// | zeros (28 bytes)                            | CRC32C of all before|
/// +---------------------------------------------+--------------------+
/// ```
///
/// @param version of the segment's layout
/// @param segment its number, also in the file's name
/// @param previous where the good part of the log ended when this segment was begun. What lies in
///     earlier segments behind that was never acknowledged, and what is missing before has been lost.
record SegmentHeader(int version, int segment, LogEnd previous) {
    static final int BYTES = 64;
    static final int VERSION = 1;

    private static final long MAGIC = 0x4c41_5745_4e49_5254L;

    byte[] bytes() {
        ByteBuffer out = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(MAGIC)
                .putInt(version)
                .putInt(segment)
                .putLong(previous.end())
                .putLong(previous.last());
        out.putInt(BYTES - 4, FrameHeader.crc(out.array(), 0, BYTES - 4));
        return out.array();
    }

    /// The header that stands at the start, or empty when it is damaged.
    static Optional<SegmentHeader> of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(Arrays.copyOf(bytes, BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        if (in.getLong(0) != MAGIC
                || in.getInt(BYTES - 4) != FrameHeader.crc(in.array(), 0, BYTES - 4)) {
            return Optional.empty();
        }
        return Optional.of(
                new SegmentHeader(
                        in.getInt(8), in.getInt(12), new LogEnd(in.getLong(16), in.getLong(24))));
    }
}
