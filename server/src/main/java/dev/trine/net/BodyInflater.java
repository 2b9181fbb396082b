package dev.trine.net;

import dev.trine.net.inflate.Inflation;
import io.airlift.compress.v3.MalformedInputException;
import java.io.IOException;
import java.io.InputStream;

/// Inflates a compressed body within its limit, paying for memory before taking it. Never holds more
/// than the inflated bytes themselves beside the compressed ones: past [#GROW_UNTIL_BYTES] of a body
/// that does not tell its size truly, the rest is counted first and inflated again into an array
/// made to measure. So a bomb costs what a body of the limit costs, or less.
final class BodyInflater {
    private static final int GROW_UNTIL_BYTES = 4 << 20;
    private static final int SCRATCH_BYTES = 16 << 10;
    private static final int USUAL_RATIO = 8;

    private final BodyMemory memory;
    private final long limitBytes;

    BodyInflater(BodyMemory memory, long limitBytes) {
        this.memory = memory;
        this.limitBytes = limitBytes;
    }

    /// @param coding one that [Inflation#knows]
    /// @throws HttpFailure 400 when malformed, 413 when too large, 503 when memory is short
    Exchange.Body inflate(String coding, byte[] body, int length)
            throws HttpFailure, InterruptedException {
        try {
            Inflation inflation =
                    Inflation.of(coding, body, length)
                            .orElseThrow(() -> new IllegalArgumentException("coding: " + coding));
            return switch (inflation) {
                case Inflation.Streamed streamed -> stream(streamed, length);
                case Inflation.AtOnce atOnce -> atOnce(atOnce);
            };
        } catch (IOException | MalformedInputException | IndexOutOfBoundsException malformed) {
            throw new HttpFailure(
                    400, "the " + coding + " body can't be inflated: " + malformed.getMessage());
        }
    }

    private Exchange.Body atOnce(Inflation.AtOnce inflation)
            throws HttpFailure, InterruptedException, IOException {
        if (inflation.mostBytes() > limitBytes) {
            throw tooLarge();
        }
        byte[] target = memory.take((int) inflation.mostBytes());
        return new Exchange.Body(target, inflation.inflate(target));
    }

    private Exchange.Body stream(Inflation.Streamed inflation, int compressedBytes)
            throws HttpFailure, InterruptedException, IOException {
        long claimed = inflation.claimedBytes();
        if (claimed > limitBytes) {
            throw tooLarge();
        }
        long first =
                claimed >= 0
                        ? claimed
                        : Math.min((long) compressedBytes * USUAL_RATIO, GROW_UNTIL_BYTES);
        byte[] target = memory.take((int) Math.min(Math.max(first, 1), limitBytes));
        try (InputStream stream = inflation.open()) {
            int filled = fill(stream, target, 0);
            while (filled == target.length) {
                byte[] scratch = new byte[SCRATCH_BYTES];
                int more = stream.read(scratch);
                if (more < 0) {
                    return inflated(target, filled);
                }
                long total = (long) filled + more;
                if (total > GROW_UNTIL_BYTES || target.length >= GROW_UNTIL_BYTES) {
                    total = count(stream, scratch, total);
                    memory.give(target);
                    return again(inflation, total);
                }
                target = grown(target, filled, (int) total);
                System.arraycopy(scratch, 0, target, filled, more);
                filled = fill(stream, target, (int) total);
            }
            return inflated(target, filled);
        }
    }

    private Exchange.Body inflated(byte[] target, int length) throws HttpFailure {
        if (length > limitBytes) {
            throw tooLarge();
        }
        return new Exchange.Body(target, length);
    }

    /// Inflates from the start into an array of the size found by counting.
    private Exchange.Body again(Inflation.Streamed inflation, long total)
            throws HttpFailure, InterruptedException, IOException {
        byte[] target = memory.take((int) total);
        try (InputStream stream = inflation.open()) {
            return new Exchange.Body(target, fill(stream, target, 0));
        }
    }

    private byte[] grown(byte[] old, int filled, int needed)
            throws HttpFailure, InterruptedException {
        long wanted = Math.min(Math.max(needed, old.length * 4L), GROW_UNTIL_BYTES);
        byte[] larger = memory.take((int) wanted);
        System.arraycopy(old, 0, larger, 0, filled);
        memory.give(old);
        return larger;
    }

    private long count(InputStream stream, byte[] scratch, long before)
            throws IOException, HttpFailure {
        long total = before;
        while (total <= limitBytes) {
            int read = stream.read(scratch);
            if (read < 0) {
                return total;
            }
            total += read;
        }
        throw tooLarge();
    }

    private static int fill(InputStream stream, byte[] target, int from) throws IOException {
        int filled = from;
        while (filled < target.length) {
            int read = stream.read(target, filled, target.length - filled);
            if (read < 0) {
                break;
            }
            filled += read;
        }
        return filled;
    }

    private HttpFailure tooLarge() {
        return new HttpFailure(
                413,
                "the body is larger than "
                        + limitBytes
                        + " bytes after inflating: send smaller batches");
    }
}
