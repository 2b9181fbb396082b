package dev.trine.storage.wal;

/// What has happened to a batch before its append returns.
public enum Ack {
    /// fdatasync returned: the batch survives a power cut.
    SYNCED,
    /// The batch was written to the operating system: it survives the end of the process.
    WRITTEN
}
