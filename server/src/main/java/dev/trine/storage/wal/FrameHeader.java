package dev.trine.storage.wal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// The 24 bytes before each payload.
///
/// ```
/// +--------------------------+------------+-----------------+
/// | payload length u32       | type u8    | 0, 3 bytes      |
/// +--------------------------+------------+-----------------+
/// | tenant u32               | rows u32                     |
/// +--------------------------+------------------------------+
/// | CRC32C of the payload    | CRC32C of place and header   |
/// +--------------------------+------------------------------+
/// ```
///
/// The second checksum covers the segment's number and the frame's offset (8 bytes) and then the 20
/// bytes before it: a frame is one only where it was written, so bytes left over from elsewhere are
/// never taken for one. It also makes the length worth trusting when the payload is damaged. Frames
/// start at multiples of eight.
final class FrameHeader {
    static final int BYTES = 24;
    static final int TYPE_BATCH = 1;

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private FrameHeader() {}

    /// Bytes that a frame takes, header and padding included.
    static int frameBytes(int payloadLength) {
        return BYTES + payloadLength + 7 & -8;
    }

    /// Writes what is known before the frame has its place.
    static void write(byte[] frame, int payloadLength, int rows, int payloadCrc) {
        INT.set(frame, 0, payloadLength);
        INT.set(frame, 4, TYPE_BATCH);
        INT.set(frame, 8, 0);
        INT.set(frame, 12, rows);
        INT.set(frame, 16, payloadCrc);
    }

    /// Binds a frame to its place.
    static void seal(byte[] frame, int segment, long offset) {
        INT.set(frame, 20, crc(frame, 0, segment, offset));
    }

    /// Whether a header that belongs at this place stands at `at`.
    static boolean valid(byte[] bytes, int at, int segment, long offset) {
        return mayBe(bytes, at)
                && payloadLength(bytes, at) > 0
                && (int) INT.get(bytes, at + 20) == crc(bytes, at, segment, offset);
    }

    /// A quick look that rules most other bytes out.
    static boolean mayBe(byte[] bytes, int at) {
        return (int) INT.get(bytes, at + 4) == TYPE_BATCH;
    }

    static int payloadLength(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    static int rows(byte[] bytes, int at) {
        return (int) INT.get(bytes, at + 12);
    }

    static boolean payloadIntact(byte[] bytes, int at) {
        return (int) INT.get(bytes, at + 16) == crc(bytes, at + BYTES, payloadLength(bytes, at));
    }

    static int crc(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    private static int crc(byte[] bytes, int at, int segment, long offset) {
        byte[] place = new byte[8];
        INT.set(place, 0, segment);
        INT.set(place, 4, (int) offset);
        CRC32C crc = new CRC32C();
        crc.update(place, 0, place.length);
        crc.update(bytes, at, 20);
        return (int) crc.getValue();
    }
}
