package dev.trine.net;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Follows the frames that an HTTP/2 client sends, to know since when it has been at one of those that
/// must come at once: anything but DATA, and all frames of a header block together. Takes no part in
/// reading them. Used by the thread that fills; what it finds may be read by others.
///
/// Source: RFC 9113, 3.4 (the preface) and 4.1: `length(3) type(1) flags(1) stream(4) payload`.
final class FrameWatch {
    private static final byte[] PREFACE =
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_BYTES = 9;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int END_HEADERS = 4;

    /// Another protocol is spoken: what follows is not looked at.
    private static final int NOT_HTTP2 = -1;

    /// Bytes of the preface that have come, or [#NOT_HTTP2].
    private int preface;

    /// Bytes of the current frame's header that have come, and then of its payload that have not.
    private int headerBytes;

    private int payloadLeft;
    private int length;
    private int type;
    private boolean inBlock;
    private boolean endsBlock;

    /// When the unfinished frame or block began; 0 = there is none.
    private volatile long sinceNanos;

    /// For how long the client has been at it; 0 when it is not.
    long unfinishedNanos(long now) {
        long since = sinceNanos;
        return since == 0 ? 0 : now - since;
    }

    /// Looks at bytes that have come: `buffer[from, to)`.
    void see(ByteBuffer buffer, int from, int to) {
        int at = from;
        while (at < to && preface != NOT_HTTP2) {
            if (preface < PREFACE.length) {
                preface = buffer.get(at++) == PREFACE[preface] ? preface + 1 : NOT_HTTP2;
            } else if (headerBytes < HEADER_BYTES) {
                header(buffer.get(at++) & 0xFF);
            } else {
                int taken = Math.min(payloadLeft, to - at);
                payload(taken);
                at += taken;
            }
        }
        boolean unfinished =
                preface == PREFACE.length && (inBlock || (headerBytes > 0 && !isData()));
        if (!unfinished) {
            sinceNanos = 0;
        } else if (sinceNanos == 0) {
            sinceNanos = Math.max(1, System.nanoTime());
        }
    }

    private boolean isData() {
        return headerBytes == HEADER_BYTES && type == DATA;
    }

    private void header(int next) {
        switch (headerBytes++) {
            case 0 -> length = next;
            case 1, 2 -> length = length << 8 | next;
            case 3 -> type = next;
            case 4 -> flags(next);
            default -> {
                // The stream does not matter.
            }
        }
        if (headerBytes == HEADER_BYTES) {
            payloadLeft = length;
            payload(0);
        }
    }

    private void flags(int flags) {
        inBlock |= type == HEADERS;
        endsBlock = inBlock && (flags & END_HEADERS) != 0;
    }

    private void payload(int taken) {
        payloadLeft -= taken;
        if (payloadLeft == 0) {
            headerBytes = 0;
            if (endsBlock) {
                inBlock = false;
                endsBlock = false;
            }
            if (!inBlock) {
                sinceNanos = 0;
            }
        }
    }
}
