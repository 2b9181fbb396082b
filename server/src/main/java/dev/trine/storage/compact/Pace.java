package dev.trine.storage.compact;

import java.io.IOException;

/// Holds a merge back, so that it leaves disk and processor to others.
@FunctionalInterface
public interface Pace {
    /// As fast as it goes.
    Pace FULL = bytes -> {};

    /// Called after so many bytes of input have been read; waits as long as is due.
    ///
    /// @throws java.io.InterruptedIOException when the merge is to end
    void done(long bytes) throws IOException;
}
