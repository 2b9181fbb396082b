package dev.trine.cli.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Reads lines as bytes, of a bounded length. Not safe for use by several threads.
final class LineReader {
    /// As large as any request that a server takes, in JSON.
    private static final int MAX_LINE_BYTES = 256 << 20;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int from;
    private int to;
    private byte[] line = new byte[1 << 16];
    private int length;

    LineReader(InputStream in) {
        this.in = in;
    }

    /// Reads the next line; [#line()] has it.
    ///
    /// @return false at the end
    /// @throws IOException also when the line is longer than 256 MiB
    boolean next() throws IOException {
        length = 0;
        while (true) {
            if (from == to) {
                from = 0;
                to = Math.max(0, in.read(buffer));
                if (to == 0) {
                    return length > 0;
                }
            }
            int end = from;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            append(from, end);
            from = Math.min(to, end + 1);
            if (end < to) {
                return true;
            }
        }
    }

    /// Holds the line in `[0, length())`; valid until the next one is read.
    byte[] line() {
        return line;
    }

    int length() {
        return length;
    }

    private void append(int start, int end) throws IOException {
        int count = end - start;
        if (length + (long) count > MAX_LINE_BYTES) {
            throw new IOException("a line of more than " + MAX_LINE_BYTES + " bytes");
        }
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.max(length + count, line.length * 2));
        }
        System.arraycopy(buffer, start, line, length, count);
        length += count;
    }
}
