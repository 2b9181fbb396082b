package dev.trine.net.inflate;

import java.io.IOException;
import java.io.InputStream;

/// `gzip`. The last four bytes tell the inflated size of the last member, which is the only one
/// there is in practice.
record GzipBody(byte[] body, int length) implements Inflation.Streamed {
    /// Deflate spends at least 2 bits on 258 bytes: no honest body claims more than this a byte.
    private static final long BEST_RATIO = 1032;

    private static final int SMALLEST_MEMBER = 18;

    @Override
    public long claimedBytes() {
        if (length < SMALLEST_MEMBER) {
            return UNKNOWN;
        }
        long claimed = GzipMembers.int32(body, length - 4) & 0xFFFF_FFFFL;
        return claimed <= BEST_RATIO * length ? claimed : UNKNOWN;
    }

    @Override
    public InputStream open() throws IOException {
        return new GzipMembers(body, length);
    }
}
