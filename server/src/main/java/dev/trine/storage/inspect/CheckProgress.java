package dev.trine.storage.inspect;

/// Hears how far a long check has come. Called on the thread that checks.
public interface CheckProgress {
    /// How many bytes will be read in all.
    void total(long bytes);

    /// So many more have been read.
    void advance(long bytes);
}
