package dev.trine.storage.wal;

import dev.trine.storage.disk.DiskFile;
import java.io.IOException;

/// Finds the intact frames of one segment and what lies between them. Not safe for use by many
/// threads.
///
/// Where a frame should be and is not, the next one is searched at every multiple of eight: behind the
/// damaged frame when its header is intact and tells how long it is, else from the next multiple on. A
/// frame found by searching must be intact as a whole.
final class SegmentScan {
    /// What a scan finds, in the order of the file.
    interface Visitor {
        /// An intact frame.
        ///
        /// @param bytes holds the payload from `payload` on; only valid during the call
        /// @return false when the payload makes no sense, so that the frame counts as damage: it has been
        ///     written whole, so it is no torn end
        boolean frame(long offset, byte[] bytes, int payload, int length, int rows)
                throws IOException;

        /// Bytes that are no frame, with intact frames behind them (or known to have been there), or a
        /// frame that makes no sense.
        void damage(long from, long to) throws IOException;
    }

    private final int segment;
    private final SegmentWindow window;
    private final long limit;

    /// @param limit where good frames end at the latest; what follows is not looked at
    SegmentScan(int segment, DiskFile file, long limit) throws IOException {
        this.segment = segment;
        this.window = new SegmentWindow(file);
        this.limit = Math.min(limit, window.size());
    }

    /// Visits all of the segment.
    ///
    /// @return the offset behind the last intact frame (or behind the header, when there is none)
    long visit(Visitor visitor) throws IOException {
        long at = SegmentHeader.BYTES;
        long damaged = -1;
        long end = at;
        while (at < limit) {
            if (intact(at)) {
                at += frame(at, visitor, damaged);
                damaged = -1;
                end = at;
            } else {
                damaged = damaged < 0 ? at : damaged;
                at = search(behind(at));
            }
        }
        return end;
    }

    /// Hands an intact frame over, and the damage before it.
    ///
    /// @return bytes of the frame
    private int frame(long at, Visitor visitor, long damaged) throws IOException {
        int index = window.at(at, FrameHeader.BYTES);
        int length = FrameHeader.payloadLength(window.bytes(), index);
        index = window.at(at, FrameHeader.BYTES + length);
        if (damaged >= 0) {
            visitor.damage(damaged, at);
            index = window.at(at, FrameHeader.BYTES + length);
        }
        boolean taken =
                visitor.frame(
                        at,
                        window.bytes(),
                        index + FrameHeader.BYTES,
                        length,
                        FrameHeader.rows(window.bytes(), index));
        int bytes = FrameHeader.frameBytes(length);
        if (!taken) {
            visitor.damage(at, Math.min(limit, at + bytes));
        }
        return bytes;
    }

    private boolean intact(long at) throws IOException {
        if (!header(at)) {
            return false;
        }
        int index = window.at(at, FrameHeader.BYTES);
        int length = FrameHeader.payloadLength(window.bytes(), index);
        index = window.at(at, FrameHeader.BYTES + length);
        return FrameHeader.payloadIntact(window.bytes(), index);
    }

    /// Whether an intact header stands here, of a frame that ends within the segment.
    private boolean header(long at) throws IOException {
        if (at + FrameHeader.BYTES > limit) {
            return false;
        }
        int index = window.at(at, FrameHeader.BYTES);
        return FrameHeader.valid(window.bytes(), index, segment, at)
                && at + FrameHeader.BYTES + FrameHeader.payloadLength(window.bytes(), index)
                        <= limit;
    }

    /// Where to look on after a frame that is not intact.
    private long behind(long at) throws IOException {
        if (!header(at)) {
            return at + 8;
        }
        int index = window.at(at, FrameHeader.BYTES);
        return at + FrameHeader.frameBytes(FrameHeader.payloadLength(window.bytes(), index));
    }

    /// The next intact frame at or behind an offset, or the limit.
    private long search(long from) throws IOException {
        long at = from;
        while (at + FrameHeader.BYTES <= limit) {
            int index = window.at(at, FrameHeader.BYTES);
            byte[] bytes = window.bytes();
            int last = index + window.availableFrom(at) - FrameHeader.BYTES;
            int i = index;
            while (i <= last && !FrameHeader.mayBe(bytes, i)) {
                i += 8;
            }
            at += i - index;
            if (i <= last) {
                if (intact(at)) {
                    return at;
                }
                at += 8;
            }
        }
        return limit;
    }
}
